//! Measures how the time for who said what grows with a text that was made to take long: a text four times as long should take four times as long.

use std::io::Write;

use dateline::analysis::segment::segment;
use dateline::enrich::quotes;

use crate::Result;
use crate::process::cpu_of_this_process;

/// Bytes of the shorter text; the longer one has four times as many.
const SHORT: usize = 1_000_000;

/// Seconds under which the clock is too coarse for a ratio.
const LEAST: f64 = 0.03;

/// A text that was made to take long.
struct Shape {
    name: &'static str,
    lang: &'static str,
    /// What its first half repeats, where that is not the same.
    lead: &'static str,
    /// What it repeats. `{}` is a number that grows, in letters, so that no two names are the same.
    part: &'static str,
}

const fn shape(name: &'static str, lang: &'static str, lead: &'static str, part: &'static str) -> Shape {
    Shape { name, lang, lead, part }
}

const SHAPES: [Shape; 27] = [
    shape("quotation marks", "en", "", "\""),
    shape("open marks", "en", "", "“a "),
    shape("paragraphs that go on", "en", "", "“Go on\n\n"),
    shape("names", "en", "", "Ann M{} "),
    shape("names that speak", "en", "", "Ann M{} said that "),
    shape("who said that he said that", "en", "", "He said that "),
    shape("he said, between commas", "en", "", "go, he said, "),
    shape("adding, without a stop", "en", "", "Ann M{} said Tom N{} agreed, adding that "),
    shape("no stops", "en", "", "john smith said we will go and then he said no "),
    shape("no stops, many pronouns", "en", "", "she said he said they said "),
    shape("descriptions of few", "en", "", "Councillor Ann Moor sat. \"We go,\" the mayor said. \"No,\" the councillor said.\n\n"),
    shape("descriptions of many", "en", "", "Mayor Ann M{} met. \"Go,\" the mayor said. "),
    shape("origins", "en", "", "Sen. Ann M{} (R-Ohio) spoke. The Ohio senator said no. "),
    shape("bodies", "en", "", "M{} Group said it won. The company said it lost. "),
    shape("questions", "en", "", "Ann M{} asked Tom N{} about it. “No,” he said. "),
    shape("capitals", "en", "", "THE MAYOR SAID HE WOULD GO AND HE WENT "),
    shape("dashes", "en", "", "– Ja, sagt er. "),
    shape("colons, no stops", "de", "", "das Haus: „ja es ist so nun“, "),
    shape("offices of firms", "de", "", "sagt die Vorsitzende von Opel und geht. "),
    shape("passives", "de", "", "„ja so ist es nun“, wurde von Anna M{} genannt, "),
    shape("inverted verbs", "es", "", "«sí así es», dijo la alcaldesa, "),
    shape("deeds while speaking", "it", "", "«sì così è», ha detto lasciando la sala il sindaco, "),
    shape("dashes and cues", "ru", "", "- да это так теперь, - сказал Иван Рогов, "),
    shape("a long sentence, then quotations", "en", "the house was good and ", "“yes it is so,” he said, "),
    shape("a long sentence, then colons", "it", "la casa bella ", ": «sì così è» "),
    shape("a long sentence, then pronouns", "fr", "La voix d’Anne Roux ", "« oui », lance-t-elle, "),
    shape("many names, then quotations", "de", "Jan B{} und ", "„ja so“, "),
];

/// Prints for each shape the seconds for the short and for the long text, and how many times as long the long one takes.
pub(crate) fn measure(out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n| hostile text | CPU s of 1 MB | of 4 MB | times |\n| --- | --: | --: | --: |")?;
    for shape in SHAPES {
        let [short, long] = [SHORT, 4 * SHORT].map(|bytes| seconds(&shape.text(bytes), shape.lang));
        let (short, long) = (short?, long?);
        let times = if short < LEAST { String::from("–") } else { format!("{:.1}", long / short) };
        writeln!(out, "| {} | {short:.2} | {long:.2} | {times} |", shape.name)?;
    }
    Ok(())
}

impl Shape {
    fn text(&self, bytes: usize) -> String {
        match self.lead {
            "" => text(self.part, bytes),
            lead => text(lead, bytes / 2) + &text(self.part, bytes / 2),
        }
    }
}

fn text(part: &str, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + part.len());
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&part.replace("{}", &letters(number)));
    }
    text
}

/// A number as small letters.
fn letters(mut number: usize) -> String {
    let mut word = String::new();
    loop {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return word;
        }
    }
}

fn seconds(text: &str, lang: &str) -> Result<f64> {
    let segments = segment(text);
    let before = cpu_of_this_process().ok_or("processor time is not known here")?;
    std::hint::black_box(quotes::read(text, &segments, Some(lang)).len());
    Ok(cpu_of_this_process().ok_or("processor time is not known here")? - before)
}
