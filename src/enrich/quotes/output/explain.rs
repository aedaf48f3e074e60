//! Tells a reader in words why a quote has its speaker.

use crate::article::{Quote, QuoteKind, SpeakerKind};
use crate::enrich::quotes::people::choices::Choice;
use crate::enrich::quotes::words::lexicon::{Lexicon, NOUN_CUE, ROLE};

/// Explains why a quote is attributed as it is, or why to nobody, in one or two sentences.
///
/// `body` is the text that the quote's spans refer to.
pub fn explain(quote: &Quote, body: &str) -> String {
    let mut parts = quote.rule.split("; ");
    let rule = parts.next().unwrap_or_default();
    let (mut choice, mut repair) = (None, None);
    for part in parts {
        match Choice::reason(part) {
            Some(reason) => choice = Some(reason),
            None => repair = Some(part),
        }
    }
    let mention = quote.mention.clone().and_then(|span| body.get(span)).unwrap_or_default();
    let is_told_below = quote.mention.as_ref().is_some_and(|mention| mention.start > quote.span.start);
    let mut text = match reason(rule, mention, quote.cue.as_deref().unwrap_or_default()) {
        Some(_) if rule == "continued from paragraph above" && is_told_below => {
            format!("The quote goes on in a paragraph below, where “{mention}” speaks.")
        }
        Some(reason) if !mention.is_empty() => reason,
        _ if rule == "subject of sentence" => {
            "The words stand inside quotation marks. Only the subject of their sentence could be meant, which is too uncertain.".to_owned()
        }
        _ if rule == "quotation marks" => "The words stand inside quotation marks, and nothing near them says who speaks.".to_owned(),
        _ => format!("The words stand inside quotation marks, and nothing near them says who speaks ({rule})."),
    };
    match (&quote.speaker, quote.speaker_kind) {
        (Some(name), _) if name.contains(" & ") && !mention.is_empty() => text.push_str(&format!(" They speak together: {name}.")),
        (Some(name), _) if is_writing(mention) => text.push_str(&format!(" The article says that “{mention}” is by {name}.")),
        (Some(name), _) if !mention.is_empty() && !mention.contains(name.as_str()) => {
            let named = name.split_whitespace().any(|word| mention.contains(word));
            let told = if named {
                ", the fullest form of the name that it gives".to_owned()
            } else if let Some(role) = quote.role.as_deref().filter(|role| holds(role, mention)) {
                format!(", whom it calls “{role}”")
            } else {
                ", whom the text is about there".to_owned()
            };
            text.push_str(&format!(" In this article “{mention}” is {name}{told}."));
        }
        (None, Some(SpeakerKind::Unnamed)) => text.push_str(" No name was found for this source."),
        (None, None) if !mention.is_empty() => text.push_str(" Whom these words stand for could not be told."),
        _ => {}
    }
    if quote.kind == QuoteKind::Mixed {
        text.push_str(" The clause holds words in quotation marks.");
    }
    if let Some(choice) = choice.filter(|_| quote.speaker.is_some()) {
        text.push_str(&format!(" Several persons of the article bear that surname; {choice}."));
    }
    if let Some(repair) = repair {
        text.push_str(&format!(" The text lacks a mark: {repair}."));
    }
    if !mention.is_empty() {
        text.push_str(&format!(" Confidence {:.2}.", quote.confidence));
    }
    text
}

/// Whether words end with a noun for something written or said: `Moon’s letter`.
fn is_writing(mention: &str) -> bool {
    let head = mention.rsplit(' ').next().filter(|head| head.starts_with(char::is_lowercase));
    head.is_some_and(|head| Lexicon::of(Some("en")).class(head) & (NOUN_CUE | ROLE) == NOUN_CUE)
}

/// Whether a role says what a description is: `Mayor` what `the mayor` is.
fn holds(role: &str, mention: &str) -> bool {
    let head = mention.rsplit(' ').next().unwrap_or_default().to_lowercase();
    head.len() > 3 && role.split(|c: char| !c.is_alphanumeric()).any(|word| word.to_lowercase() == head)
}

/// What a rule saw, for the words that it saw.
fn reason(rule: &str, mention: &str, cue: &str) -> Option<String> {
    Some(match rule {
        "quote, name, verb" => format!("Right behind the quote stands “{mention}” with the verb “{cue}”."),
        "quote, verb, name" => format!("Right behind the quote stands the verb “{cue}”, and behind that “{mention}”."),
        "quote, name, any verb" => format!("Right behind the quote stands “{mention}” with a verb."),
        "name's words" => format!("A noun beside the quote calls it the words of “{mention}”."),
        "name behind dash" => format!("The quote is signed “{mention}” behind a dash."),
        "name, verb, quote" => format!("“{mention}” with “{cue}” introduces the quote."),
        "name, any verb, quote" => format!("The clause right before the quote begins with “{mention}”."),
        "quote inside reported clause" if cue.is_empty() => {
            format!("The quoted words are part of what “{mention}” is reported to have said.")
        }
        "quote inside reported clause" => format!("The quoted words are part of what “{mention}” is reported to have said (“{cue}”)."),
        "according to" if cue.is_empty() => format!("The sentence gives “{mention}” as its source."),
        "according to" => format!("“{cue}” gives “{mention}” as the source of the sentence."),
        "passive with by" if cue.is_empty() => format!("The sentence says by whom: by “{mention}”."),
        "passive with by" => format!("The sentence says by whom: “{cue}” by “{mention}”."),
        "cue later in sentence" if cue.is_empty() => format!("Later in the same sentence “{mention}” speaks."),
        "cue later in sentence" => format!("Later in the same sentence “{mention}” has the verb “{cue}”."),
        "colon before quote" => format!("A colon introduces the quote, and “{mention}” is the subject before it."),
        "name and colon" => format!("“{mention}” and a colon stand before the quote, as in a transcript."),
        "name before quote" => format!("The paragraph begins with “{mention}” right before the quote, as a label."),
        "turn of transcript" => {
            format!("The line begins with “{mention}” and a colon, as all turns of this transcript or interview begin with their speaker.")
        }
        "question and answer" => format!("The article prints questions and answers, and “{mention}” marks this line as one of them."),
        "turn goes on" => format!("The paragraph has no label and goes on with the turn that begins with “{mention}”."),
        "same paragraph" => format!("The quote has no cue of its own; “{mention}” speaks next to it in the same paragraph."),
        "speaker of sentence before" if cue.is_empty() => format!("The quote has no cue; the sentence before it is about “{mention}”."),
        "speaker of sentence before" => format!("The sentence before the quote is what “{mention}” said."),
        "continued from paragraph above" => format!("The quote goes on from the paragraph above, where “{mention}” speaks."),
        "colon ends paragraph above" => format!("The paragraph above ends with a colon and has “{mention}” speak."),
        "speaker of paragraph above" => format!("The paragraph has no cue; “{mention}” speaks in the one above."),
        "heading of quote below" => format!("The line heads the text, in which “{mention}” says the same below."),
        "cue, clause" | "cue, words" => format!("“{mention}” with “{cue}” stands before these words and reports them."),
        "clause, cue" => format!("“{mention}” with “{cue}” stands behind these words and says whose they are."),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::segment::segment;
    use crate::enrich::quotes::read;

    #[test]
    fn a_reason_says_what_is_known_and_no_more() {
        for (lang, body, cue, reason) in [
            (
                "en",
                "The council asked in a letter on Monday for the harbour to be closed.",
                "asked",
                "“The council” with “asked” stands before these words and reports them. No name was found for this source.",
            ),
            ("en", "Ada Pohl asked in March for the harbour to be closed.", "asked", "“Ada Pohl” with “asked” stands before"),
            (
                "en",
                "“The rent is low,” a baker said on Monday.",
                "said",
                "“a baker” with the verb “said”. No name was found for this source.",
            ),
            (
                "en",
                "“The rent is low.\n\n“Nobody pays it,” Ada Pohl said.",
                "said",
                "The quote goes on in a paragraph below, where “Ada Pohl” speaks.",
            ),
            (
                "pt",
                "O porto fechou na segunda-feira. Para o economista Rui Telmo, da UFX, o plano é \"pura fantasia\".",
                "",
                "The sentence gives “o economista Rui Telmo” as its source.",
            ),
        ] {
            let found = read(body, &segment(body), Some(lang));
            let told = explain(&found[0], body);
            assert_eq!(found[0].cue.as_deref().unwrap_or_default(), cue, "{told}");
            assert!(told.contains(reason), "{told}");
        }
    }
}
