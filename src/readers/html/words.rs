//! The words that pages put into class names and ids, and what they tell about an element.

/// Splits class names into words: at punctuation and where lower case meets upper case.
fn for_each_word(text: &str, mut f: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut start = 0;
    for at in 0..=bytes.len() {
        let ends = match bytes.get(at) {
            None => true,
            Some(b) if !b.is_ascii_alphanumeric() => true,
            Some(b) => at > start && b.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase(),
        };
        if ends {
            let word = text.get(start..at).unwrap_or_default();
            let word = word.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
            if !word.is_empty() {
                f(word);
            }
            start = at;
        }
    }
}

/// What class names and ids say of an element, as a set of flags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

impl Hints {
    /// Furniture: navigation, related links, advertisements, share bars, comments.
    pub(super) const FURNITURE: Self = Self(1);
    /// Furniture that is never part of an article, however much of a page it fills: cookie walls, link farms.
    pub(super) const ALIEN: Self = Self(1 << 13);
    /// Words that furniture shares with articles: players, widgets, banners.
    pub(super) const DOUBTFUL: Self = Self(1 << 14);
    /// Inline text that is shown elsewhere or to readers who hear the page.
    pub(super) const UNSEEN: Self = Self(1 << 15);
    /// The text of the article.
    pub(super) const BODY: Self = Self(1 << 1);
    /// A date or time.
    pub(super) const DATE: Self = Self(1 << 2);
    /// Who wrote it.
    pub(super) const BYLINE: Self = Self(1 << 3);
    /// A caption or a credit.
    pub(super) const CAPTION: Self = Self(1 << 4);
    /// A summary under the headline.
    pub(super) const SUMMARY: Self = Self(1 << 5);
    /// Readers' comments.
    pub(super) const COMMENTS: Self = Self(1 << 6);
    /// A headline.
    pub(super) const HEADLINE: Self = Self(1 << 7);
    /// A revision ("updated", "modified").
    pub(super) const UPDATED: Self = Self(1 << 8);
    /// A first publication ("published", "posted").
    pub(super) const PUBLISHED: Self = Self(1 << 9);
    /// Boxes beside the text: facts, quotes pulled out of it, key points.
    pub(super) const BOX: Self = Self(1 << 10);
    /// An article or a story, of whatever part.
    pub(super) const ARTICLE: Self = Self(1 << 11);
    /// Where an article was filed from.
    pub(super) const PLACE: Self = Self(1 << 16);
    /// Content, text, body, of whatever thing.
    pub(super) const CONTENT: Self = Self(1 << 12);

    /// Whether it has any flag of another set.
    pub(super) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Reads class names or an id.
    pub(super) fn of(text: &str) -> Self {
        let mut hints = Self::default();
        let mut previous = Self::default();
        for_each_word(text, |word| {
            let own = word_hints(word);
            hints = hints.and(own);
            // "article-body", "story__content", "entry-content", "bodyText"
            if (previous.any(Self::ARTICLE) && own.any(Self::CONTENT)) || (previous.any(Self::CONTENT) && own.any(Self::CONTENT)) {
                hints = hints.and(Self::BODY);
            }
            previous = own;
        });
        hints
    }
}

/// What one word says.
fn word_hints(word: &str) -> Hints {
    let mut buffer = [0u8; 20];
    let Some(lower) = buffer.get_mut(..word.len()) else { return Hints::default() };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let bare: &[u8] = match lower {
        [stem @ .., b'0'..=b'9'] if !stem.is_empty() => stem,
        all => all,
    };
    match bare {
        b"cookie" | b"cookies" | b"consent" | b"gdpr" | b"onetrust" | b"ccpa" | b"outbrain" | b"taboola" | b"breadcrumb"
        | b"breadcrumbs" | b"sharebar" | b"sharedaddy" | b"addthis" | b"addtoany" | b"cookiebanner" | b"recirc" | b"recirculation" => {
            Hints::ALIEN
        }
        b"related" | b"share" | b"shares" | b"sharing" | b"social" | b"socials" | b"newsletter" | b"newsletters" | b"promo" | b"promos"
        | b"promotion" | b"sidebar" | b"advert" | b"adverts" | b"advertisement" | b"advertising" | b"ad" | b"ads" | b"adsbygoogle"
        | b"sponsored" | b"nav" | b"navigation" | b"navbar" | b"menu" | b"footer" | b"subscribe" | b"signup" | b"recommended"
        | b"recommendation" | b"recommendations" | b"recommend" | b"popular" | b"trending" | b"teaser" | b"teasers" | b"toolbar"
        | b"toolbox" | b"signin" | b"donate" | b"donation" | b"copyright" | b"disclaimer" | b"pagination" | b"pager" | b"masthead"
        | b"readmore" | b"seealso" | b"mostread" | b"whatsapp" | b"printonly" | b"noprint" | b"tags" | b"taglist" | b"relatedlinks"
        | b"relatedposts" | b"upsell" | b"morelink" | b"morelinks" | b"nextstory" | b"prevnext" | b"livefeed" | b"newsfeed"
        | b"affiliate" | b"mpu" | b"dfp" | b"offscreen" | b"authorbox" | b"biography" | b"inlinerelated" | b"crosslink" | b"crosslinks"
        | b"moreon" | b"furtherreading" => Hints::FURNITURE,
        b"widget" | b"carousel" | b"slideshow" | b"playlist" | b"ticker" | b"poll" | b"survey" | b"quiz" | b"infobox" | b"correction"
        | b"audio" | b"podcast" | b"player" | b"bookmark" | b"follow" | b"jp" | b"dropdown" | b"feedback" | b"cta" | b"piano"
        | b"latest" | b"commercial" | b"banner" | b"rating" | b"hidden" | b"sr" | b"visually" | b"bio" | b"topics" | b"keywords"
        | b"register" | b"subscription" | b"skip" | b"overlay" | b"modal" | b"popup" | b"login" | b"facebook" | b"twitter"
        | b"telegram" | b"prompt" | b"promoted" => Hints::DOUBTFUL,
        b"tooltip" | b"hovercard" | b"visuallyhidden" | b"screenreader" | b"sronly" => Hints::UNSEEN,
        b"comment" | b"comments" | b"disqus" | b"respond" | b"commentlist" | b"discussion" | b"commenting" => Hints::COMMENTS,
        b"articlebody" | b"storybody" | b"storytext" | b"articletext" | b"articlecontent" | b"bodytext" | b"bodycontent" | b"newstext"
        | b"postcontent" | b"entrycontent" | b"fulltext" | b"artikeltext" | b"artikelbody" | b"maincontent" | b"storycontent"
        | b"articulo" | b"textcontent" | b"texto" => Hints::BODY.and(Hints::CONTENT),
        b"article" | b"story" | b"entry" | b"post" | b"news" | b"artikel" | b"noticia" | b"single" | b"main" | b"blog" | b"liveblog"
        | b"storyline" => Hints::ARTICLE,
        b"body" | b"content" | b"text" | b"copy" | b"paragraphs" | b"inhalt" | b"contenido" | b"contents" | b"richtext" | b"wysiwyg" => {
            Hints::CONTENT
        }
        b"date" | b"time" | b"timestamp" | b"datetime" | b"dateline" | b"datum" | b"fecha" | b"data" | b"day" | b"dated" | b"dat"
        | b"clock" | b"datestamp" | b"pubdate" | b"dtstamp" | b"when" => Hints::DATE,
        b"published" | b"publishingdate" | b"publishdatum" | b"datepublished" | b"publish" | b"posted" | b"publication" | b"created"
        | b"firstpublished" | b"dateposted" | b"publishdate" | b"postdate" | b"articledate" | b"issued" | b"dtreviewed" => {
            Hints::DATE.and(Hints::PUBLISHED)
        }
        b"updated" | b"modified" | b"update" | b"lastmod" | b"lastupdated" | b"edited" | b"lastupdate" => Hints::DATE.and(Hints::UPDATED),
        b"byline" | b"author" | b"authors" | b"autor" | b"autore" | b"auteur" | b"writer" | b"bylines" | b"creator" | b"contributor"
        | b"reporter" | b"journalist" | b"verfasser" | b"autoren" | b"signature" | b"firma" | b"authorname" => Hints::BYLINE,
        b"caption" | b"captions" | b"credit" | b"credits" | b"figcaption" | b"photographer" | b"bildunterschrift" | b"legende"
        | b"imagecredit" | b"photocredit" | b"legend" => Hints::CAPTION,
        b"standfirst" | b"summary" | b"subtitle" | b"subheadline" | b"deck" | b"dek" | b"lead" | b"intro" | b"excerpt" | b"subhead"
        | b"teasertext" | b"abstract" | b"subheading" | b"kicker" | b"lede" | b"chapo" | b"entradilla" | b"ingress" | b"perex"
        | b"vorspann" | b"description" | b"bajada" | b"copete" => Hints::SUMMARY,
        b"headline" | b"title" | b"heading" | b"titre" | b"titulo" | b"titolo" | b"headlines" => Hints::HEADLINE,
        b"lugar" | b"location" | b"place" | b"lieu" | b"luogo" | b"locality" | b"ort" | b"plaats" | b"loc" => Hints::PLACE,
        b"factbox" | b"pullquote" | b"keypoints" | b"highlights" | b"box" | b"aside" | b"faktaboks" => Hints::BOX,
        _ => Hints::default(),
    }
}
