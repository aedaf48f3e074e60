//! Draws figures against the number of articles as SVG, both axes logarithmic: a panel a figure, two side by side.

use std::fmt::{self, Write};

use crate::figures::Power;

/// One figure at several numbers of articles.
pub(crate) struct Panel {
    pub(crate) title: &'static str,
    pub(crate) points: Vec<(f64, f64)>,
    pub(crate) fit: Option<Power>,
    /// Number of articles that the fit is drawn out to.
    pub(crate) until: f64,
}

const WIDTH: f64 = 430.0;
const HEIGHT: f64 = 250.0;
/// Room around the axes of a panel: left, right, above, below.
const ROOM: [f64; 4] = [58.0, 24.0, 34.0, 38.0];

/// The whole picture, with a line of text below.
pub(crate) fn svg(panels: &[Panel], caption: &str) -> Result<String, fmt::Error> {
    let (width, height) = (2.0 * WIDTH, HEIGHT * panels.len().div_ceil(2) as f64 + 24.0);
    let mut out = String::new();
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">"
    )?;
    writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>")?;
    for (number, panel) in panels.iter().enumerate() {
        let (left, top) = (WIDTH * (number % 2) as f64, HEIGHT * (number / 2) as f64);
        writeln!(out, "<g transform=\"translate({left} {top})\">")?;
        panel.draw(&mut out)?;
        writeln!(out, "</g>")?;
    }
    let caption = caption.replace('&', "&amp;").replace('<', "&lt;");
    writeln!(out, "<text x=\"{}\" y=\"{}\" fill=\"#666666\" font-size=\"11\">{caption}</text>\n</svg>", ROOM[0], height - 8.0)?;
    Ok(out)
}

impl Panel {
    fn draw(&self, out: &mut String) -> fmt::Result {
        let [left, right, above, below] = ROOM;
        let Some(&(first, _)) = self.points.first() else { return Ok(()) };
        let line = self.fit.map(|fit| [(first, fit.at(first)), (self.until, fit.at(self.until))]);
        let drawn = || self.points.iter().copied().chain(line.into_iter().flatten());
        let across = Axis::over(drawn().map(|point| point.0), left, WIDTH - right);
        let up = Axis::over(drawn().map(|point| point.1), HEIGHT - below, above);
        let growth = self.fit.map_or_else(String::new, |fit| format!(": grows as n^{:.2}", fit.exponent));
        writeln!(out, "<text x=\"{left}\" y=\"20\" fill=\"#222222\" font-weight=\"bold\">{}{growth}</text>", self.title)?;
        for decade in across.decades() {
            let x = across.place(decade);
            writeln!(out, "<path d=\"M{x:.1} {above}V{:.1}\" stroke=\"#dddddd\"/>", HEIGHT - below)?;
            label(out, (x, HEIGHT - 20.0), "middle", decade)?;
        }
        for decade in up.decades() {
            let y = up.place(decade);
            writeln!(out, "<path d=\"M{left} {y:.1}H{:.1}\" stroke=\"#dddddd\"/>", WIDTH - right)?;
            label(out, (left - 6.0, y + 4.0), "end", decade)?;
        }
        if let Some([from, to]) = line {
            let [(x, y), (to_x, to_y)] = [from, to].map(|point| (across.place(point.0), up.place(point.1)));
            writeln!(out, "<path d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\" stroke=\"#888888\" stroke-dasharray=\"5 4\"/>")?;
        }
        for point in &self.points {
            writeln!(out, "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"#1b5e9b\"/>", across.place(point.0), up.place(point.1))?;
        }
        Ok(())
    }
}

/// A logarithmic axis of whole decades.
struct Axis {
    /// Powers of ten at both ends.
    ends: (i32, i32),
    /// Where the ends are drawn.
    from: f64,
    to: f64,
}

impl Axis {
    /// The decades that hold all values.
    fn over(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (least, most) = values.fold((f64::INFINITY, f64::MIN_POSITIVE), |(least, most), value| (least.min(value), most.max(value)));
        let first = least.max(f64::MIN_POSITIVE).log10().floor() as i32;
        Self { ends: (first, (most.log10().ceil() as i32).max(first + 1)), from, to }
    }

    fn decades(&self) -> impl Iterator<Item = f64> {
        (self.ends.0..=self.ends.1).map(|power| 10_f64.powi(power))
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value.log10() - f64::from(self.ends.0)) / f64::from(self.ends.1 - self.ends.0);
        self.from + share * (self.to - self.from)
    }
}

/// Writes a number beside an axis.
fn label(out: &mut String, (x, y): (f64, f64), anchor: &str, number: f64) -> fmt::Result {
    writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"#444444\" text-anchor=\"{anchor}\">{}</text>", short(number))
}

/// `200k` for 200,000.
fn short(number: f64) -> String {
    match number {
        1e6.. => format!("{}M", number / 1e6),
        1e3.. => format!("{}k", number / 1e3),
        _ => format!("{}", (number * 1e6).round() / 1e6),
    }
}
