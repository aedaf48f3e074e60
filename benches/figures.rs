//! Numbers of many rounds, as medians with their spread.

/// The value in the middle; `None` of nothing.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    at(values, 0.5)
}

/// The value at a share of all values in order, from 0 to 1.
pub(crate) fn at(values: &[f64], share: f64) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let place = last as f64 * share;
    let (below, above) = (values.get(place.floor() as usize)?, values.get(place.ceil() as usize)?);
    Some(below + (above - below) * place.fract())
}

/// Median, and least and greatest where they differ from it: `3.2 (3.1 to 3.5)`.
pub(crate) fn spread(values: &[f64], digits: usize) -> String {
    let (Some(least), Some(middle), Some(most)) = (at(values, 0.0), median(values), at(values, 1.0)) else { return "-".into() };
    let [least, middle, most] = [least, middle, most].map(|value| format!("{value:.digits$}"));
    if least == most { middle } else { format!("{middle} ({least} to {most})") }
}

/// The median alone.
pub(crate) fn middle(values: &[f64], digits: usize) -> String {
    median(values).map_or_else(|| "-".into(), |value| format!("{value:.digits$}"))
}

/// Each value divided by the other of the same round.
pub(crate) fn by(values: &[f64], others: &[f64]) -> Vec<f64> {
    values.iter().zip(others).map(|(value, other)| value / other).collect()
}

/// Seconds as milliseconds.
pub(crate) fn milliseconds(seconds: &[f64]) -> Vec<f64> {
    seconds.iter().map(|seconds| seconds * 1e3).collect()
}

/// `factor` times a power of a number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Power {
    pub(crate) factor: f64,
    pub(crate) exponent: f64,
}

impl Power {
    /// The power that is nearest to all points in logarithms, by least squares; `None` of fewer than two different numbers, all above 0.
    pub(crate) fn fit(points: &[(f64, f64)]) -> Option<Self> {
        let points: Vec<(f64, f64)> = points.iter().filter(|(x, y)| *x > 0.0 && *y > 0.0).map(|(x, y)| (x.ln(), y.ln())).collect();
        let count = points.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
        let (x, y) = (mean(|point| point.0), mean(|point| point.1));
        let spread: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
        let common: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
        let exponent = common / spread;
        exponent.is_finite().then(|| Self { factor: (y - exponent * x).exp(), exponent })
    }

    pub(crate) fn at(self, number: f64) -> f64 {
        self.factor * number.powf(self.exponent)
    }
}
