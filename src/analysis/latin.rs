//! Cyrillic words in Latin letters, roughly as newspapers write Russian and Ukrainian names: good enough to see that two words may be one.

/// The word in Latin letters, folded; `None` where it has no Cyrillic letter.
pub fn in_latin(word: &str) -> Option<String> {
    if word.is_ascii() || !word.chars().any(|c| matches!(c, '\u{400}'..='\u{4FF}')) {
        return None;
    }
    let mut latin = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        latin.push_str(match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ґ' => "g",
            'д' => "d",
            'е' | 'э' | 'є' => "e",
            'ё' => "yo",
            'ж' => "zh",
            'з' => "z",
            'и' | 'і' | 'ї' => "i",
            'й' | 'ы' => "y",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ю' => "yu",
            'я' => "ya",
            'ъ' | 'ь' => "",
            other => {
                latin.push(other);
                continue;
            }
        });
    }
    Some(latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyrillic_names_are_written_in_latin_letters() {
        for (word, expected) in
            [("Иванов", Some("ivanov")), ("Щербань", Some("shcherban")), ("Юлія", Some("yuliya")), ("Ivanov", None), ("Núñez", None)]
        {
            assert_eq!(in_latin(word).as_deref(), expected, "{word}");
        }
    }
}
