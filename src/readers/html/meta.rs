//! What a page says about itself in `<meta>`, `<link>`, `<title>` and marked-up elements, brought together with its JSON-LD.

use std::borrow::Cow;

use super::entities::decode;
use super::headline::{letters, site_in_title};
use super::linked::Linked;
use super::tree::{Id, Page, Tag};
use super::words::Hints;

/// A page with everything that was read about it once.
pub(super) struct Facts<'p, 'h> {
    pub(super) page: &'p Page<'h>,
    /// What class names and the like say, for each node.
    pub(super) hints: &'p [Hints],
    /// Articles from JSON-LD, the likeliest first.
    pub(super) linked: &'p [Linked],
    metas: Vec<(String, &'h str)>,
    article: Option<usize>,
}

impl<'p, 'h> Facts<'p, 'h> {
    pub(super) fn new(page: &'p Page<'h>, hints: &'p [Hints], linked: &'p [Linked]) -> Self {
        let mut metas = Vec::new();
        for node in page.nodes.iter().filter(|n| n.tag == Tag::Meta) {
            let Some(content) = node.raw_attr("content").or_else(|| node.raw_attr("value")).filter(|c| !c.trim().is_empty()) else {
                continue;
            };
            for key in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = node.raw_attr(key) {
                    metas.push((name.trim().to_ascii_lowercase(), content));
                }
            }
        }
        let mut facts = Self { page, hints, linked, metas, article: None };
        facts.article = facts.likeliest();
        facts
    }

    /// The first filled of some named values; names in lower case.
    pub(super) fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.meta_all(name).next())
    }

    /// Every value of a name, in document order.
    pub(super) fn meta_all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = String> + 's {
        self.metas.iter().filter(move |(key, _)| key == name).map(|(_, value)| plain(value)).filter(|v| !v.is_empty())
    }

    /// The likeliest article of the JSON-LD: the one whose headline the page shows, else the first.
    pub(super) fn article(&self) -> Option<&'p Linked> {
        self.linked.get(self.article?)
    }

    fn likeliest(&self) -> Option<usize> {
        let first = self.linked.iter().position(Linked::is_article)?;
        let h1 = self.page.nodes.iter().enumerate().find(|(_, n)| n.tag == Tag::H1).map(|(id, _)| self.page.line(id, 400));
        let shown: Vec<String> = [h1, self.meta(&["og:title"])].into_iter().flatten().map(|t| letters(&t)).collect();
        let shows = |l: &Linked| {
            l.is_article() && l.headline.as_deref().map(letters).is_some_and(|h| h.len() >= 8 && shown.iter().any(|s| s.starts_with(&h)))
        };
        self.linked.iter().position(shows).or(Some(first))
    }

    /// Elements with a microdata property.
    pub(super) fn with_itemprop<'s>(&'s self, property: &'s str) -> impl Iterator<Item = Id> + 's {
        self.elements().filter(move |id| {
            self.page.nodes[*id].raw_attr("itemprop").is_some_and(|v| v.split_ascii_whitespace().any(|p| p.eq_ignore_ascii_case(property)))
        })
    }

    /// All elements in document order.
    pub(super) fn elements(&self) -> impl Iterator<Item = Id> + '_ {
        (1..self.page.nodes.len()).filter(|id| !matches!(self.page.nodes[*id].tag, Tag::Text | Tag::Data))
    }

    /// Whether an element around a node has one of these hints.
    pub(super) fn is_within(&self, id: Id, hints: Hints) -> bool {
        std::iter::once(id)
            .chain(self.page.ancestors(id))
            .any(|up| self.hints[up].any(hints) && !matches!(self.page.nodes[up].tag, Tag::Body | Tag::Html))
    }

    /// Names of the outlet that the page's data state, with where each stands, best first.
    pub(super) fn sources(&self) -> Vec<(&'static str, String)> {
        let of_data = self.article().and_then(|a| a.publisher.clone()).map(|name| ("JSON-LD publisher", name));
        let named = |name: &'static str| Some((name, self.meta(&[name])?));
        let all = named("og:site_name")
            .into_iter()
            .chain(of_data)
            .chain(["application-name", "dc.publisher", "dcterms.publisher", "publisher", "source"].into_iter().filter_map(named));
        let clean = all.map(|(place, name)| (place, name.trim_start_matches('@').trim().to_owned()));
        clean.filter(|(_, name)| !name.is_empty() && !name.contains("://")).collect()
    }

    /// The site's name as the page states it, else as its title ends or begins with it.
    pub(super) fn site(&self) -> Option<String> {
        self.sources().into_iter().next().map(|(_, name)| name).or_else(|| site_in_title(self.page))
    }

    /// The desk.
    pub(super) fn section(&self) -> Option<String> {
        let named = self.meta(&["article:section", "og:section", "parsely-section", "cxenseparse:recs:category", "section"]);
        named.or_else(|| self.article().and_then(|a| a.section.clone())).filter(|s| !s.contains("://"))
    }

    /// The language tag.
    pub(super) fn lang(&self) -> Option<String> {
        let of_page = self.page.nodes.iter().filter(|n| n.tag == Tag::Html).find_map(|n| n.attr("lang").or_else(|| n.attr("xml:lang")));
        let named = of_page
            .map(Cow::into_owned)
            .filter(|l| !l.trim().is_empty())
            .or_else(|| self.article().and_then(|a| a.lang.clone()))
            .or_else(|| self.meta(&["content-language", "og:locale", "dc.language", "language"]))?;
        let tag = named.split([',', ';', ' ']).next()?.trim().replace('_', "-");
        (tag.len() >= 2 && tag.len() <= 12 && tag.is_ascii()).then_some(tag)
    }

    /// The canonical address.
    pub(super) fn url(&self) -> Option<String> {
        let link = self
            .page
            .nodes
            .iter()
            .filter(|n| n.tag == Tag::Link)
            .find(|n| n.raw_attr("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")));
        let link = link.and_then(|n| n.attr("href")).map(Cow::into_owned);
        let of_article = || self.article().and_then(|a| a.url.clone());
        [link, self.meta(&["og:url", "twitter:url"]), of_article()]
            .into_iter()
            .flatten()
            .map(|u| u.trim().to_owned())
            .find(|u| u.starts_with("http"))
    }

    /// Summaries of the article.
    pub(super) fn descriptions(&self) -> Vec<String> {
        let of_article = self.article().and_then(|a| a.description.clone());
        [of_article, self.meta(&["og:description"]), self.meta(&["description"]), self.meta(&["twitter:description"])]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// A value with its references decoded (twice where it was escaped twice) and its white space collapsed.
pub(super) fn plain(raw: &str) -> String {
    let once = decode(raw);
    let twice = decode(&once);
    let mut out = String::new();
    super::tree::push_collapsed(&mut out, &twice);
    out.truncate(out.trim_end().len());
    out
}
