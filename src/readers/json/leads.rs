//! Leads, abstracts and descriptions beside the main text.

/// Puts leads whose words the text does not hold before it.
pub(super) fn with_leads(body: String, leads: &[String]) -> String {
    if leads.is_empty() {
        return body;
    }
    let mut held = letters(&body);
    let mut opening = String::new();
    for paragraph in leads.iter().flat_map(|lead| lead.split("\n\n")) {
        let words = letters(without_ellipsis(paragraph));
        if !words.is_empty() && memchr::memmem::find(held.as_bytes(), words.as_bytes()).is_none() {
            held.push(' ');
            held.push_str(&words);
            opening.push_str(paragraph);
            opening.push_str("\n\n");
        }
    }
    opening.push_str(&body);
    opening.truncate(opening.trim_end().len());
    opening
}

fn without_ellipsis(text: &str) -> &str {
    let mut text = text.trim_end();
    for end in ["Read more", "Continue reading", "[&hellip;]"] {
        text = text.strip_suffix(end).unwrap_or(text).trim_end();
    }
    text.trim_end_matches(['.', '…', '[', ']', ' '])
}

/// Letters and digits only, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_kept_where_the_text_lacks_them() {
        let body = "The dam held. The town slept.";
        for (leads, expected) in [
            (vec!["The dam held."], body),
            (vec!["The dam held…"], body),
            (vec!["THE DAM HELD! [...]"], body),
            (vec!["Nobody was hurt."], "Nobody was hurt.\n\nThe dam held. The town slept."),
            (vec!["The town slept.\n\nNobody was hurt.", "Nobody was hurt"], "Nobody was hurt.\n\nThe dam held. The town slept."),
            (vec![], body),
            (vec!["…"], body),
        ] {
            let leads: Vec<String> = leads.into_iter().map(str::to_owned).collect();
            assert_eq!(with_leads(body.to_owned(), &leads), expected, "{leads:?}");
        }
        assert_eq!(with_leads(String::new(), &["One.".to_owned(), "Two.".to_owned()]), "One.\n\nTwo.");
    }
}
