//! Why a surname is taken for one of several persons who bear it: what is written behind the rule, how far it is trusted, and in words.

/// Why a surname is taken for one of several persons who bear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::enrich::quotes) enum Choice {
    /// `Mrs.`: no other has that gender.
    Courtesy,
    /// The pronoun behind the verb.
    Pronoun,
    /// `Jr.`, `the elder`, or that nothing of the kind stands there.
    Generation,
    /// Nobody else was named before.
    OnlyOneSoFar,
    /// The office before it, which the text gave this one.
    Office,
    /// The sentence before is about them, or they have just spoken.
    JustNamed,
    /// The text calls them by the surname alone.
    CalledSo,
    /// They alone are not brought in as somebody's kin.
    Principal,
    /// Named most, or first. A guess.
    MostNamed,
}

impl Choice {
    /// With how each is written behind the name of a rule, and what it says to a reader.
    const ALL: [(Self, &str, &str); 9] = [
        (Self::Courtesy, "of several by title", "the title before it fits this one alone"),
        (Self::Pronoun, "of several by pronoun", "the pronoun behind the verb fits this one alone"),
        (Self::Generation, "of several by generation", "who is the elder and who the younger tells them apart"),
        (Self::OnlyOneSoFar, "of several the only one so far", "this one alone was named in full before"),
        (Self::Office, "of several by office", "the office before it is this one's"),
        (Self::JustNamed, "of several the one just named", "this one was just named"),
        (
            Self::CalledSo,
            "of several the one called so",
            "the text calls this one alone by the bare surname, as newspapers do with one of them",
        ),
        (Self::Principal, "of several the principal", "this one alone is not brought in as somebody's kin"),
        (Self::MostNamed, "of several the one named most", "nothing tells them apart, so that the one named most, or first, is taken"),
    ];

    /// How it is written behind the name of a rule.
    pub(in crate::enrich::quotes) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(choice, ..)| *choice == self).map_or("", |(_, name, _)| name)
    }

    /// What a part of a written rule says to a reader, where it is a choice.
    pub(in crate::enrich::quotes) fn reason(part: &str) -> Option<&'static str> {
        Self::ALL.iter().find(|(_, name, _)| *name == part).map(|(.., reason)| *reason)
    }

    /// The most that an attribution by it can be trusted.
    pub(in crate::enrich::quotes) fn confidence(self) -> f32 {
        match self {
            Self::MostNamed => 0.6,
            Self::Principal | Self::JustNamed => 0.8,
            _ => 1.0,
        }
    }
}
