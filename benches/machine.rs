//! The machine that the figures come from.

/// Where the figures come from.
pub(crate) struct Machine {
    processor: String,
    cores: usize,
    system: String,
    date: String,
}

impl std::fmt::Display for Machine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}, {} cores, {}, {}", self.processor, self.cores, self.system, self.date)
    }
}

impl Machine {
    pub(crate) fn read() -> Self {
        let line = |path: &str| std::fs::read_to_string(path).ok().and_then(|text| Some(text.lines().next()?.to_owned()));
        let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpuinfo.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split_once(':'));
        Self {
            processor: model.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.trim().to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            system: line("/proc/sys/kernel/osrelease")
                .map_or_else(|| std::env::consts::OS.to_owned(), |release| format!("{} {release}", std::env::consts::OS)),
            date: chrono::Local::now().format("%Y-%m-%d").to_string(),
        }
    }
}
