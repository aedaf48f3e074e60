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

/// What a text repeats, by a name. `{}` is a number that grows, in letters, so that no two names are the same.
const SHAPES: [(&str, &str); 17] = [
    ("quotation marks", "\""),
    ("open marks", "“a "),
    ("paragraphs that go on", "“Go on\n\n"),
    ("names", "Ann M{} "),
    ("names that speak", "Ann M{} said that "),
    ("who said that he said that", "He said that "),
    ("he said, between commas", "go, he said, "),
    ("adding, without a stop", "Ann M{} said Tom N{} agreed, adding that "),
    ("no stops", "john smith said we will go and then he said no "),
    ("no stops, many pronouns", "she said he said they said "),
    ("descriptions of few", "Councillor Ann Moor sat. \"We go,\" the mayor said. \"No,\" the councillor said.\n\n"),
    ("descriptions of many", "Mayor Ann M{} met. \"Go,\" the mayor said. "),
    ("origins", "Sen. Ann M{} (R-Ohio) spoke. The Ohio senator said no. "),
    ("bodies", "M{} Group said it won. The company said it lost. "),
    ("questions", "Ann M{} asked Tom N{} about it. “No,” he said. "),
    ("capitals", "THE MAYOR SAID HE WOULD GO AND HE WENT "),
    ("dashes", "– Ja, sagt er. "),
];

/// Prints for each shape the seconds for the short and for the long text, and how many times as long the long one takes.
pub(crate) fn measure(out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n| hostile text | CPU s of 1 MB | of 4 MB | times |\n| --- | --: | --: | --: |")?;
    for (name, part) in SHAPES {
        let [short, long] = [SHORT, 4 * SHORT].map(|bytes| seconds(&text(part, bytes)));
        let (short, long) = (short?, long?);
        let times = if short < LEAST { String::from("–") } else { format!("{:.1}", long / short) };
        writeln!(out, "| {name} | {short:.2} | {long:.2} | {times} |")?;
    }
    Ok(())
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

fn seconds(text: &str) -> Result<f64> {
    let segments = segment(text);
    let before = cpu_of_this_process().ok_or("processor time is not known here")?;
    std::hint::black_box(quotes::read(text, &segments, Some("en")).len());
    Ok(cpu_of_this_process().ok_or("processor time is not known here")? - before)
}
