//! Counted values: who speaks, where stories come from, who published them.

use std::io::{self, Write};

use super::JSON_FORMAT;
use super::columns::{self, Column, Row, Rows};
use super::delimited::{CsvTable, write_tsv_header, write_tsv_row};
use super::json::{Object, write_json};
use super::look::{Look, Style, visible};
use super::summary::grouped;
use super::wrap::Paragraph;
use crate::results::{Summary, ValueCount, ValueCounts};

/// How counted values are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ValueFormat {
    /// For people.
    #[default]
    Text,
    /// One envelope with all values.
    Json,
    /// One object a line.
    Jsonl,
    /// Comma-separated values with a header line.
    Csv,
    /// Tab-separated values with a header line.
    Tsv,
}

/// Writes the values; `columns` named by the user, else those of these rows.
///
/// # Errors
/// The output cannot be written.
pub fn write_values(
    counts: &ValueCounts,
    rows: Rows,
    columns: Option<Vec<&'static Column>>,
    format: ValueFormat,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format == ValueFormat::Text && columns.is_none() {
        return write_text(&counts.values, rows, look, out);
    }
    let columns = columns.unwrap_or_else(|| columns::all(rows).collect());
    match format {
        ValueFormat::Json => write_envelope(counts, &columns, out),
        ValueFormat::Jsonl => {
            for value in &counts.values {
                write_json(&Object { format: Some(JSON_FORMAT), columns: &columns, row: Row::Value(value) }, out)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        }
        ValueFormat::Csv => {
            let mut table = CsvTable::new(&columns, look, out)?;
            for value in &counts.values {
                table.row(Row::Value(value))?;
            }
            table.finish()
        }
        ValueFormat::Tsv => {
            write_tsv_header(&columns, out)?;
            counts.values.iter().try_for_each(|value| write_tsv_row(&columns, Row::Value(value), look, out))
        }
        ValueFormat::Text => counts.values.iter().try_for_each(|value| write_chosen(&columns, value, out)),
    }
}

fn write_envelope(counts: &ValueCounts, columns: &[&'static Column], out: &mut dyn Write) -> io::Result<()> {
    let ValueCounts { values, total, without, summary: Summary { total: articles, undated, too_vague } } = counts;
    write!(
        out,
        r#"{{"format":{JSON_FORMAT},"total":{total},"articles":{articles},"without":{without},"undated":{undated},"too_vague":{too_vague},"values":["#
    )?;
    for (i, value) in values.iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        write_json(&Object { format: None, columns, row: Row::Value(value) }, out)?;
    }
    out.write_all(b"\n]}\n")
}

/// Two spaces between chosen columns, in a line for each value.
fn write_chosen(columns: &[&'static Column], value: &ValueCount, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<_> = columns.iter().map(|column| visible(&column.of(Row::Value(value)).flat()).into_owned()).collect();
    writeln!(out, "{}", cells.join("  ").trim_end())
}

/// `  12 articles   30 quotes  Carla Bonetti, the inspector  2018-03-12 to 2018-09-01`, numbers under one another; what does not fit into a
/// line goes on below the name.
fn write_text(values: &[ValueCount], rows: Rows, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let widest = |count: fn(&ValueCount) -> usize| values.iter().map(|value| grouped(count(value)).len()).max().unwrap_or_default();
    let (articles, quotes) = (widest(|value| value.articles), widest(|value| value.quotes));
    for value in values {
        let noun = if value.articles == 1 { "article " } else { "articles" };
        let mut counts = format!("{:>articles$} {noun}  ", grouped(value.articles));
        if rows == Rows::Speakers {
            let noun = if value.quotes == 1 { "quote " } else { "quotes" };
            counts.push_str(&format!("{:>quotes$} {noun}  ", grouped(value.quotes)));
        }
        out.write_all(counts.as_bytes())?;
        write_value(value, &" ".repeat(counts.len()), look, out)?;
    }
    Ok(())
}

/// Name, roles and days, wrapped below the name.
fn write_value(value: &ValueCount, indent: &str, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut used = Paragraph { text: &value.value, marks: &[], style: Style::Title, indent }.write_on(0, look, out)?;
    if !value.roles.is_empty() {
        let roles = format!(", {}", value.roles.join("; "));
        used = Paragraph { text: &roles, marks: &[], style: Style::Plain, indent }.write_on(used, look, out)?;
    }
    if let Some(days) = days(value) {
        let fits = look.width.is_none_or(|width| indent.len() + used + GAP.len() + days.len() <= width);
        if fits {
            out.write_all(GAP.as_bytes())?
        } else {
            write!(out, "\n{indent}")?
        }
        look.styled(out, Style::Dim, &days)?;
    }
    out.write_all(b"\n")
}

/// What stands before the days.
const GAP: &str = "  ";

fn days(value: &ValueCount) -> Option<String> {
    match (value.first_day, value.last_day) {
        (Some(first), Some(last)) if first != last => Some(format!("{first} to {last}")),
        (first, last) => first.or(last).map(|day| day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn counts() -> ValueCounts {
        let value = |value: &str, articles, quotes, roles: &[&str], days: Option<(u32, u32)>| ValueCount {
            value: value.into(),
            articles,
            quotes,
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            first_day: days.and_then(|(first, _)| NaiveDate::from_ymd_opt(2018, 3, first)),
            last_day: days.and_then(|(_, last)| NaiveDate::from_ymd_opt(2018, 3, last)),
        };
        let values = vec![
            value("Carla Bonetti", 1200, 8, &["the inspector", "witness"], Some((1, 12))),
            value("=P\u{1b}iero", 1, 1, &[], Some((4, 4))),
            value("Nobody", 1, 0, &[], None),
        ];
        ValueCounts { values, total: 17, without: 3, summary: Summary { total: 1300, undated: 2, too_vague: 0 } }
    }

    #[test]
    fn every_format_of_values() {
        for (rows, format, fields, expected) in [
            (
                Rows::Speakers,
                ValueFormat::Text,
                None,
                "\
1,200 articles  8 quotes  Carla Bonetti, the inspector; witness  2018-03-01 to 2018-03-12
    1 article   1 quote   =P\\u{1b}iero  2018-03-04
    1 article   0 quotes  Nobody
",
            ),
            (
                Rows::Places,
                ValueFormat::Text,
                None,
                "\
1,200 articles  Carla Bonetti, the inspector; witness  2018-03-01 to 2018-03-12
    1 article   =P\\u{1b}iero  2018-03-04
    1 article   Nobody
",
            ),
            (Rows::Places, ValueFormat::Text, Some("value,first_day"), "Carla Bonetti  2018-03-01\n=P\\u{1b}iero  2018-03-04\nNobody\n"),
            (
                Rows::Places,
                ValueFormat::Json,
                None,
                "{\"format\":1,\"total\":17,\"articles\":1300,\"without\":3,\"undated\":2,\"too_vague\":0,\"values\":[\n\
                 {\"value\":\"Carla Bonetti\",\"articles\":1200,\"first_day\":\"2018-03-01\",\"last_day\":\"2018-03-12\"},\n\
                 {\"value\":\"=P\\u001biero\",\"articles\":1,\"first_day\":\"2018-03-04\",\"last_day\":\"2018-03-04\"},\n\
                 {\"value\":\"Nobody\",\"articles\":1,\"first_day\":null,\"last_day\":null}\n]}\n",
            ),
            (
                Rows::Speakers,
                ValueFormat::Jsonl,
                Some("value,quotes,roles"),
                "{\"format\":1,\"value\":\"Carla Bonetti\",\"quotes\":8,\"roles\":[\"the inspector\",\"witness\"]}\n\
                 {\"format\":1,\"value\":\"=P\\u001biero\",\"quotes\":1,\"roles\":[]}\n\
                 {\"format\":1,\"value\":\"Nobody\",\"quotes\":0,\"roles\":[]}\n",
            ),
            (
                Rows::Speakers,
                ValueFormat::Csv,
                Some("value,articles,roles"),
                "value,articles,roles\nCarla Bonetti,1200,the inspector; witness\n'=P\u{1b}iero,1,\nNobody,1,\n",
            ),
            (Rows::Places, ValueFormat::Tsv, Some("value,articles"), "value\tarticles\nCarla Bonetti\t1200\n=P\u{1b}iero\t1\nNobody\t1\n"),
        ] {
            let columns = fields.map(|names| columns::named(rows, &names.split(',').map(str::to_owned).collect::<Vec<_>>()).unwrap());
            let mut out = Vec::new();
            write_values(&counts(), rows, columns, format, Look::default(), &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{format:?}");
        }
    }

    #[test]
    fn values_are_wrapped_below_their_names() {
        let look = Look { width: Some(50), ..Look::default() };
        let mut out = Vec::new();
        write_values(&counts(), Rows::Speakers, None, ValueFormat::Text, look, &mut out).unwrap();
        let expected = "\
1,200 articles  8 quotes  Carla Bonetti, the
                          inspector; witness
                          2018-03-01 to 2018-03-12
    1 article   1 quote   =P\\u{1b}iero  2018-03-04
    1 article   0 quotes  Nobody
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
