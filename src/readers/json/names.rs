//! What the fields of news APIs, scrapers and content systems are called.
//!
//! Names are compared without case and without `_`, `-`, `.`, `:` and spaces, so `published_at`, `publishedAt` and `Published-At` are
//! one. Times at which a page was fetched, seen or indexed are no dates of the article and are left unknown on purpose, as are
//! subjects, images and counts.

/// What a field of a record tells about the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// The title.
    Headline,
    /// The main text.
    Body,
    /// An opening or a summary beside the main text.
    Lead,
    /// A whole web page.
    Page,
    /// First publication.
    Published,
    /// A date of unknown meaning.
    Date,
    /// A later revision.
    Updated,
    /// Who wrote it.
    Byline,
    /// Outlet or agency.
    Source,
    /// Section or desk.
    Section,
    /// Language.
    Lang,
    /// Address of the page.
    Url,
    /// Place.
    Location,
    /// Part of a place: its country.
    Country,
    /// Who speaks.
    Speakers,
    /// The record's own id.
    Record,
    /// An object whose fields are the article's own.
    Wrapper,
    /// What kind of thing the record is.
    Kind,
}

/// Finds what a field means, and how good a name that is: less is better, 0 is for names that a user gave.
pub(super) fn meaning(name: &str) -> Option<(Slot, u8)> {
    let mut folded = [0; LONGEST];
    let mut len = 0;
    for byte in name.bytes().filter(|byte| !b"_-.: ".contains(byte)) {
        *folded.get_mut(len)? = byte.to_ascii_lowercase();
        len += 1;
    }
    let folded = &folded[..len];
    NAMES.binary_search_by(|(known, _, _)| known.as_bytes().cmp(folded)).ok().map(|at| (NAMES[at].1, NAMES[at].2))
}

/// Whether an array or object under this name may hold the articles of a file.
pub(super) fn holds_articles(name: &str) -> bool {
    CONTAINERS.iter().any(|container| name.eq_ignore_ascii_case(container))
}

/// Names under which services and exports put their lists of articles, or the objects around these.
const CONTAINERS: [&str; 34] = [
    "@graph",
    "articles",
    "collection",
    "content",
    "data",
    "docs",
    "documents",
    "elements",
    "entries",
    "entry",
    "feed",
    "hits",
    "item",
    "items",
    "list",
    "news",
    "objects",
    "orderedItems",
    "output",
    "page",
    "payload",
    "posts",
    "records",
    "response",
    "result",
    "results",
    "root",
    "rows",
    "stories",
    "story",
    "value",
    "values",
    "channel",
    "rss",
];

const LONGEST: usize = 24;

use Slot::{
    Body, Byline, Country, Date, Headline, Kind, Lang, Lead, Location, Page, Published, Record, Section, Source, Speakers, Updated, Url,
    Wrapper,
};

/// Folded name, meaning, rank; sorted by name.
const NAMES: &[(&str, Slot, u8)] = &[
    ("@id", Url, 6),
    ("@type", Kind, 1),
    ("abstract", Lead, 3),
    ("agency", Source, 3),
    ("article", Wrapper, 1),
    ("articlebody", Body, 1),
    ("articlecontent", Body, 1),
    ("articlehtml", Body, 4),
    ("articleid", Record, 3),
    ("articlelink", Url, 2),
    ("articlesection", Section, 2),
    ("articletext", Body, 1),
    ("articletitle", Headline, 1),
    ("articleurl", Url, 1),
    ("attributedto", Byline, 5),
    ("attributes", Wrapper, 1),
    ("auteur", Byline, 2),
    ("author", Byline, 2),
    ("authorname", Byline, 3),
    ("authornames", Byline, 3),
    ("authors", Byline, 1),
    ("autor", Byline, 2),
    ("autoren", Byline, 2),
    ("body", Body, 1),
    ("bodyhtml", Body, 2),
    ("bodytext", Body, 3),
    ("byline", Byline, 1),
    ("bylines", Byline, 1),
    ("canonical", Url, 2),
    ("canonicallink", Url, 2),
    ("canonicalurl", Url, 2),
    ("categories", Section, 4),
    ("category", Section, 3),
    ("channel", Section, 6),
    ("city", Location, 4),
    ("cleanedtext", Body, 2),
    ("cleantext", Body, 2),
    ("content", Body, 2),
    ("contenthtml", Body, 2),
    ("contentlocation", Location, 3),
    ("contenttext", Body, 2),
    ("country", Country, 1),
    ("countryname", Country, 1),
    ("created", Date, 4),
    ("createdat", Date, 4),
    ("createddate", Date, 4),
    ("createdon", Date, 4),
    ("creator", Byline, 3),
    ("creators", Byline, 3),
    ("date", Published, 3),
    ("datecreated", Date, 4),
    ("dategmt", Published, 4),
    ("dateline", Location, 1),
    ("datemodified", Updated, 1),
    ("datemodify", Updated, 1),
    ("dateposted", Published, 2),
    ("datepublish", Published, 1),
    ("datepublished", Published, 1),
    ("datetime", Date, 2),
    ("datetimepub", Published, 1),
    ("dateupdated", Updated, 1),
    ("datum", Published, 3),
    ("dccreator", Byline, 3),
    ("dcdate", Published, 3),
    ("dclanguage", Lang, 2),
    ("dctitle", Headline, 3),
    ("deck", Lead, 2),
    ("dek", Lead, 2),
    ("department", Section, 4),
    ("description", Lead, 4),
    ("desk", Section, 2),
    ("displaydate", Published, 3),
    ("doc", Wrapper, 1),
    ("docid", Record, 2),
    ("doctitle", Headline, 2),
    ("document", Wrapper, 1),
    ("documentid", Record, 2),
    ("domain", Source, 6),
    ("excerpt", Lead, 5),
    ("externalurl", Url, 4),
    ("fecha", Published, 3),
    ("fields", Wrapper, 1),
    ("firstpublicationdate", Published, 1),
    ("firstpublished", Published, 1),
    ("firstpublishedat", Published, 1),
    ("fulltext", Body, 1),
    ("guid", Record, 2),
    ("heading", Headline, 2),
    ("headline", Headline, 1),
    ("headlines", Headline, 3),
    ("hostname", Source, 6),
    ("href", Url, 5),
    ("html", Page, 1),
    ("id", Record, 1),
    ("inlanguage", Lang, 1),
    ("intro", Lead, 2),
    ("introduction", Lead, 2),
    ("isodate", Published, 3),
    ("issued", Published, 2),
    ("item", Wrapper, 1),
    ("journalist", Byline, 3),
    ("journalists", Byline, 3),
    ("lang", Lang, 1),
    ("langcode", Lang, 1),
    ("language", Lang, 1),
    ("languagecode", Lang, 1),
    ("lastmodified", Updated, 1),
    ("lastmodifiedat", Updated, 1),
    ("lastupdate", Updated, 1),
    ("lastupdated", Updated, 1),
    ("lastupdatedat", Updated, 1),
    ("lead", Lead, 1),
    ("leadparagraph", Lead, 1),
    ("lede", Lead, 1),
    ("link", Url, 2),
    ("locale", Lang, 3),
    ("location", Location, 1),
    ("locationcreated", Location, 2),
    ("locations", Location, 3),
    ("mainentityofpage", Url, 4),
    ("maintext", Body, 1),
    ("meta", Wrapper, 1),
    ("metadata", Wrapper, 1),
    ("modified", Updated, 1),
    ("modifiedat", Updated, 1),
    ("modifieddate", Updated, 1),
    ("modifiedgmt", Updated, 2),
    ("name", Headline, 6),
    ("newsdesk", Section, 3),
    ("newsid", Record, 3),
    ("newspaper", Source, 2),
    ("node", Wrapper, 1),
    ("object", Wrapper, 1),
    ("originalurl", Url, 2),
    ("outlet", Source, 1),
    ("pagehtml", Page, 1),
    ("permalink", Url, 2),
    ("place", Location, 1),
    ("places", Location, 2),
    ("plaintext", Body, 2),
    ("postdate", Published, 2),
    ("posted", Published, 2),
    ("postedat", Published, 2),
    ("postid", Record, 3),
    ("posttitle", Headline, 2),
    ("properties", Wrapper, 1),
    ("provider", Source, 4),
    ("pubdate", Published, 1),
    ("publication", Source, 2),
    ("publicationdate", Published, 1),
    ("publicationtime", Published, 2),
    ("publishdate", Published, 1),
    ("published", Published, 1),
    ("publishedat", Published, 1),
    ("publisheddate", Published, 1),
    ("publishedon", Published, 1),
    ("publishedparsed", Published, 9),
    ("publishedtime", Published, 1),
    ("publisher", Source, 3),
    ("publishername", Source, 3),
    ("publishingdate", Published, 1),
    ("publishtime", Published, 1),
    ("quoted", Speakers, 1),
    ("quotedpeople", Speakers, 1),
    ("rawhtml", Page, 1),
    ("rawtext", Body, 5),
    ("reporter", Byline, 2),
    ("reporters", Byline, 2),
    ("ressort", Section, 2),
    ("rubric", Section, 2),
    ("section", Section, 1),
    ("sectionname", Section, 1),
    ("sectiontitle", Section, 2),
    ("seendate", Date, 5),
    ("site", Source, 4),
    ("sitename", Source, 2),
    ("snippet", Lead, 5),
    ("source", Source, 1),
    ("sourcedomain", Source, 5),
    ("sourcehostname", Source, 2),
    ("sourcename", Source, 1),
    ("sourceurl", Url, 3),
    ("speaker", Speakers, 1),
    ("speakers", Speakers, 1),
    ("standfirst", Lead, 1),
    ("story", Body, 3),
    ("storybody", Body, 1),
    ("storyid", Record, 3),
    ("storytext", Body, 1),
    ("subheadline", Lead, 2),
    ("subtitle", Lead, 2),
    ("summary", Lead, 4),
    ("teaser", Lead, 3),
    ("text", Body, 2),
    ("textcontent", Body, 2),
    ("texte", Body, 2),
    ("texto", Body, 2),
    ("thread", Wrapper, 2),
    ("time", Date, 3),
    ("timepublished", Published, 1),
    ("timestamp", Date, 3),
    ("titel", Headline, 2),
    ("title", Headline, 2),
    ("titre", Headline, 2),
    ("titulo", Headline, 2),
    ("trailtext", Lead, 3),
    ("type", Kind, 2),
    ("updated", Updated, 1),
    ("updatedat", Updated, 1),
    ("updateddate", Updated, 1),
    ("updatedon", Updated, 1),
    ("uri", Url, 5),
    ("url", Url, 1),
    ("uuid", Record, 2),
    ("warctargeturi", Url, 3),
    ("webpublicationdate", Published, 1),
    ("webtitle", Headline, 2),
    ("weburl", Url, 1),
    ("writer", Byline, 2),
    ("writers", Byline, 2),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_name_fits() {
        for pair in NAMES.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
        for (name, slot, rank) in NAMES {
            assert_eq!(meaning(name), Some((*slot, *rank)), "{name}");
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        for name in ["published_at", "publishedAt", "Published-At", "PUBLISHED AT"] {
            assert_eq!(meaning(name), Some((Published, 1)), "{name}");
        }
        assert_eq!(meaning("_id"), Some((Record, 1)));
        assert_eq!(meaning("_source"), Some((Source, 1)));
        for name in ["", "crawled_at", "date_download", "a name that is longer than any that could be known"] {
            assert_eq!(meaning(name), None, "{name}");
        }
    }
}
