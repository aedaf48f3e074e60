//! What was found for the values of an article, taken or passed over: the ground of explanations.

use serde::Serialize;

use super::RawArticle;

/// A value of an article that can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueName {
    /// The title.
    Headline,
    /// Who wrote it.
    Byline,
    /// The outlet or agency.
    Source,
    /// The publication date.
    Date,
    /// Where it was filed from, or is set in.
    Place,
}

/// Something that was found for a value, taken or passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Considered {
    /// The value.
    pub value: ValueName,
    /// The words as written.
    pub words: String,
    /// Name of the field, element, line or rule that gave them.
    pub rule: String,
    /// What they were understood to say, where that is more than the words: `2017-09-06 15:01 GMT`, `Vladivostok, RU`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<String>,
    /// Whether the article has its value from here.
    pub chosen: bool,
}

impl RawArticle {
    /// Notes what was found for a value; `rule` names the field, element or line that held it.
    pub fn consider(&mut self, value: ValueName, words: &str, rule: &str) {
        if !self.considered.iter().any(|known| known.value == value && known.words == words && known.rule == rule) {
            let (words, rule) = (words.to_owned(), rule.to_owned());
            self.considered.push(Considered { value, words, rule, reads: None, chosen: false });
        }
    }
}
