//! The main text of a page: which element holds it, and which blocks in it are the article's.
//!
//! Paragraphs vote for the elements around them, nearer ones more; class names, `<article>` and `itemprop=articleBody` add weight. What is
//! called furniture (related links, newsletter boxes, comments) is left out unless it holds most of the page's text, for class names
//! lie. Where the page's JSON-LD has the article's text too, it decides which blocks belong.

use rustc_hash::FxHashSet;

use super::blocks::{Block, Kind, size_of};
use super::furniture;
use super::meta::Facts;
use super::oracle::Oracle;
use super::regions::Measured;
use super::tree::{Id, Tag};
use super::words::Hints;

/// What is known of the article before its text is looked for; lines are [`folded`](furniture::folded).
#[derive(Debug, Default)]
pub(super) struct Known<'k> {
    headline: Option<String>,
    descriptions: Vec<String>,
    bylines: Vec<String>,
    site: Option<String>,
    /// Text of the article from the page's own data.
    text: Option<&'k str>,
    /// Whether the page's data call it an article.
    is_article: bool,
}

impl<'k> Known<'k> {
    pub(super) fn new(facts: &'k Facts<'_, '_>, headline: Option<&str>, bylines: &[String]) -> Self {
        let all = |lines: &[String]| lines.iter().map(|line| furniture::folded(line)).filter(|line| !line.is_empty()).collect();
        let article = facts.article();
        Self {
            headline: headline.map(furniture::folded),
            descriptions: all(&facts.descriptions()),
            bylines: all(bylines),
            site: facts.site().as_deref().map(furniture::folded).filter(|site| site.len() >= 3),
            text: article.and_then(|a| a.body.as_deref()),
            is_article: article.is_some() || facts.meta(&["og:type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("article")),
        }
    }

    /// Whether a folded line is the headline.
    pub(super) fn is_headline(&self, line: &str) -> bool {
        self.headline.as_deref() == Some(line)
    }

    /// Whether a folded line is a path through the site that ends with the headline.
    pub(super) fn leads_to_headline(&self, line: &str) -> bool {
        self.headline.as_deref().is_some_and(|h| h.len() >= 20 && line.len() < h.len() + 60 && line.ends_with(h))
    }

    /// Whether a folded line is a summary that the page's data give, or the beginning of one.
    pub(super) fn is_description(&self, line: &str) -> bool {
        self.descriptions.iter().any(|d| d.len() > 30 && (d.starts_with(line) || line.starts_with(d.as_str())))
    }

    /// Whether a folded line is little more than who wrote the article.
    pub(super) fn is_signature(&self, line: &str) -> bool {
        self.bylines.iter().any(|name| name.len() >= 5 && line.len() < name.len() + 30 && line.contains(name.as_str()))
    }

    /// Whether a folded line names the house, as under a byline ("Political reporter, Example News").
    pub(super) fn names_house(&self, line: &str) -> bool {
        self.site.as_deref().is_some_and(|site| {
            let parts = || line.split_once(site).map(|(before, after)| (before.is_empty() || before.ends_with(' '), after));
            parts().is_some_and(|(begins, after)| begins && (after.is_empty() || after.starts_with(' ')))
        })
    }

    /// Whether a folded line begins with one of the authors.
    pub(super) fn opens_with_author(&self, line: &str) -> bool {
        self.bylines.iter().any(|name| name.len() >= 7 && line.starts_with(name.as_str()))
    }
}

impl Measured<'_, '_> {
    /// The element that holds the article.
    fn container(&self, oracle: Option<&Oracle>) -> Option<Id> {
        let mut scores: Vec<f32> = vec![0.0; self.page.nodes.len()];
        for (index, block) in self.blocks.iter().enumerate() {
            if !self.is_good(index) {
                continue;
            }
            let mut weight = block.size.min(800) as f32 * (1.0 - block.link_share());
            if let Some(oracle) = oracle {
                weight *= 0.05 + oracle.share(&block.text);
            }
            let own = self.page.nodes[block.node].tag;
            let start = if matches!(own, Tag::P | Tag::Li | Tag::Blockquote | Tag::Cell | Tag::Pre) {
                self.page.nodes[block.node].parent
            } else {
                block.node
            };
            let around = std::iter::once(start).chain(self.page.ancestors(start));
            for (id, decay) in around.zip([1.0, 0.75, 0.5, 0.35, 0.25, 0.15]) {
                scores[id] += weight * decay;
            }
        }
        let best = (1..scores.len()).filter(|id| scores[*id] > 0.0).max_by(|a, b| {
            let score = |id: Id| scores[id] * self.class_factor(id);
            score(*a).total_cmp(&score(*b)).then(b.cmp(a))
        })?;
        Some(self.climbed(best))
    }

    /// The one of several articles with headlines of their own that is the page's.
    fn own_article(&self, container: Id, headline: Option<&str>) -> Id {
        let mut articles: Vec<(Id, String)> = Vec::new();
        for heading in self.page.inside(container).filter(|id| self.page.nodes[*id].tag == Tag::H1).take(30) {
            let around = self.page.ancestors(heading).take_while(|up| *up != container).find(|up| self.page.nodes[*up].tag == Tag::Article);
            if let Some(article) = around.filter(|a| self.prose_in(*a) > 0 && articles.iter().all(|(known, _)| known != a)) {
                articles.push((article, furniture::folded(&self.page.line(heading, 300))));
            }
        }
        if articles.len() < 2 {
            return container;
        }
        let own = articles.iter().find(|(_, shown)| !shown.is_empty() && headline.is_some_and(|h| h.contains(shown.as_str())));
        own.or(articles.first()).map_or(container, |(article, _)| *article)
    }

    fn class_factor(&self, id: Id) -> f32 {
        let hints = self.hints_of(id);
        let mut factor = 1.0;
        if self.page.nodes[id].raw_attr("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody")) {
            factor *= 3.0;
        } else if hints.any(Hints::BODY) {
            factor *= 1.5;
        } else if hints.any(Hints::ARTICLE.and(Hints::CONTENT)) || matches!(self.page.nodes[id].tag, Tag::Article | Tag::Main) {
            factor *= 1.15;
        }
        factor
    }

    /// The ancestor that takes in more of the article without taking in more of the page around it.
    fn climbed(&self, best: Id) -> Id {
        let mut current = best;
        for up in self.page.ancestors(best).take(8) {
            if matches!(self.page.nodes[up].tag, Tag::Body | Tag::Html) {
                break;
            }
            let gained = self.prose_in(up) - self.prose_in(current);
            if gained * 40 < self.prose_in(current) {
                continue;
            }
            let noise = self.noise_in(up) - self.noise_in(current);
            if noise * 2 <= gained {
                current = up;
            }
        }
        current
    }
}

/// The main text and where it stands.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Paragraphs separated by a blank line; empty where the page has no article.
    pub(super) text: String,
    /// The nodes of its first and its last block, where the page shows it.
    pub(super) nodes: Option<(Id, Id)>,
}

/// Drops a block that repeats most of the others at once, as some pages do for other readers.
fn drop_repetition(measured: &Measured<'_, '_>, kept: &mut Vec<usize>) {
    let Some(longest) = kept.iter().copied().max_by_key(|index| measured.blocks[*index].size) else { return };
    if kept.len() < 5 || measured.blocks[longest].size < 1500 {
        return;
    }
    let others: Vec<usize> = kept.iter().copied().filter(|index| *index != longest).collect();
    if Oracle::new(&joined(measured, &others)).share(&measured.blocks[longest].text) > 0.8 {
        *kept = others;
    }
}

/// Finds the article's text.
pub(super) fn body(measured: &Measured<'_, '_>, known: &Known<'_>) -> Body {
    let stated = known.text.filter(|t| size_of(t) >= 400);
    let oracle = stated.map(Oracle::new);
    let mut kept = chosen(measured, known, oracle.as_ref());
    if let (Some(oracle), Some(stated)) = (&oracle, stated) {
        if Oracle::new(&joined(measured, &kept)).share(stated) < 0.5 {
            return Body { text: stated_text(stated), nodes: None };
        }
        mend(measured, oracle, &mut kept);
    }
    drop_repetition(measured, &mut kept);
    furniture::trim(&measured.blocks, &mut kept, known);
    let nodes = kept.first().zip(kept.last()).map(|(first, last)| (measured.blocks[*first].first, measured.blocks[*last].first));
    Body { text: joined(measured, &kept), nodes }
}

fn joined(measured: &Measured<'_, '_>, kept: &[usize]) -> String {
    let texts: Vec<&str> = kept.iter().map(|index| measured.blocks[*index].text.trim()).collect();
    texts.join("\n\n")
}

/// The blocks of the article's element that are the article's, with the summary before them.
fn chosen(measured: &Measured<'_, '_>, known: &Known<'_>, oracle: Option<&Oracle>) -> Vec<usize> {
    let Some(container) = measured.container(oracle) else { return Vec::new() };
    let container = measured.own_article(container, known.headline.as_deref());
    let range = measured.block_range(container);
    let mut kept: Vec<usize> = furniture::standfirst(measured, range.start, known);
    let inside = kept.len();
    let mut past = range.start;
    let (mut captions, mut carded) = (Vec::new(), Vec::new());
    for index in range {
        let noise = measured.in_furniture(index) || furniture::is_noise(measured, index, known, kept.len() > inside);
        if noise && let Some(end) = measured.card(index, container) {
            past = past.max(end);
            carded.push(index);
        }
        if noise {
            continue;
        }
        match index {
            _ if index < past => carded.push(index),
            _ if measured.is_caption(index, container) => captions.push(index),
            _ => kept.push(index),
        }
    }
    // An article may be made of such pieces; a front page is.
    let size = |all: &[usize]| all.iter().map(|index| measured.blocks[*index].size).sum::<usize>();
    if known.is_article && size(&carded) > size(&kept) {
        kept.extend(carded);
        kept.sort_unstable();
    }
    // Without any text beside them they are the text.
    if kept.len() == inside {
        kept.extend(captions);
    }
    kept
}

/// Drops blocks that the stated text does not have, and takes in those that it has and that were left out, if the two agree on most.
fn mend(measured: &Measured<'_, '_>, oracle: &Oracle, kept: &mut Vec<usize>) {
    let shares: Vec<f32> = kept.iter().map(|i| oracle.share(&measured.blocks[*i].text)).collect();
    let size = |f: &dyn Fn(f32) -> bool| -> usize {
        kept.iter().zip(&shares).filter(|(_, s)| f(**s)).map(|(i, _)| measured.blocks[*i].size).sum()
    };
    let (known, all) = (size(&|s| s >= 0.6), size(&|_| true));
    if known * 10 < all * 7 {
        return;
    }
    let first_prose = kept.iter().copied().find(|i| measured.blocks[*i].is_prose());
    let mut index = 0;
    kept.retain(|i| {
        let share = shares[index];
        index += 1;
        share >= 0.25 || is_heading(&measured.blocks[*i]) || first_prose == Some(*i)
    });
    let mut texts: FxHashSet<&str> = kept.iter().map(|index| measured.blocks[*index].text.as_str()).collect();
    let missed: Vec<usize> = (0..measured.blocks.len())
        .filter(|index| {
            let block = &measured.blocks[*index];
            block.size >= 60 && block.link_share() < 0.8 && oracle.share(&block.text) >= 0.9 && texts.insert(block.text.as_str())
        })
        .collect();
    kept.extend(missed);
    kept.sort_unstable();
}

/// A stated text with its paragraphs, whether they are marked up or parted by line breaks.
fn stated_text(stated: &str) -> String {
    if stated.contains("</p>") || stated.contains("<br") {
        return super::fragment_text(stated);
    }
    let lines: Vec<&str> = stated.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join("\n\n")
}

/// Whether a block may stand in a body at all: headings are judged later.
pub(super) fn is_heading(block: &Block) -> bool {
    block.kind == Kind::Heading
}
