use super::*;

/// An author line and the persons it names, parted by `|`.
const LINES: &[(&str, &str)] = &[
    ("By Jane Doe", "Jane Doe"),
    ("BY JANE DOE", "Jane Doe"),
    ("by Jane Doe and John Roe", "Jane Doe|John Roe"),
    ("By Jane Doe, John Roe and Max Poe", "Jane Doe|John Roe|Max Poe"),
    ("By Jane Doe, Senior correspondent", "Jane Doe"),
    ("By Jane Doe, CNN", "Jane Doe"),
    ("By Jane Doe and John Roe, CNN", "Jane Doe|John Roe"),
    ("By JANE DOE Associated Press", "Jane Doe"),
    ("Jane Doe | Reuters", "Jane Doe"),
    ("Jane Doe Staff Writer", "Jane Doe"),
    ("Jane Doe, Staff Writer", "Jane Doe"),
    ("Senior Correspondent Jane Doe", "Jane Doe"),
    ("By Jane Doe in Seoul", "Jane Doe"),
    ("By Jane Doe in Seoul and John Roe in Tokyo", "Jane Doe|John Roe"),
    ("Reporting by Jane Doe in Seoul and John Roe; editing by Max Poe", "Jane Doe|John Roe"),
    ("Reporting by Jane Doe; Additional reporting by John Roe; Editing by Max Poe and Ann Lee", "Jane Doe|John Roe"),
    ("Writing by Jane Doe; Editing by Max Poe", "Jane Doe"),
    ("(Reuters)", ""),
    ("Reuters", ""),
    ("Associated Press", ""),
    ("The Associated Press", ""),
    ("AFP", ""),
    ("dpa", ""),
    ("By Reuters Staff", ""),
    ("BBC News", ""),
    ("Xinhua", ""),
    ("Von Anna Müller", "Anna Müller"),
    ("Von Anna Müller und Jörg Schmidt", "Anna Müller|Jörg Schmidt"),
    ("Von Anna Müller, Berlin", "Anna Müller"),
    ("Von Anna Müller aus Berlin", "Anna Müller"),
    ("Ein Gastbeitrag von Anna Müller", "Anna Müller"),
    ("Par Marie Dupont", "Marie Dupont"),
    ("Par Marie Dupont et Luc Martin", "Marie Dupont|Luc Martin"),
    ("Par Marie Dupont (à Rome)", "Marie Dupont"),
    ("Propos recueillis par Marie Dupont", "Marie Dupont"),
    ("Por Ana García", "Ana García"),
    ("Por Ana García y Luis Pérez", "Ana García|Luis Pérez"),
    ("José Ortega y Gasset", "José Ortega y Gasset"),
    ("Di Marco Rossi", "Marco Rossi"),
    ("di Marco Rossi e Anna Bianchi", "Marco Rossi|Anna Bianchi"),
    ("Door Jan de Vries", "Jan de Vries"),
    ("Av Erik Svensson", "Erik Svensson"),
    ("От Ивана Петрова", "Ивана Петрова"),
    ("Автор: Иван Петров", "Иван Петров"),
    ("Text: Anna Müller; Fotos: Max Poe", "Anna Müller"),
    ("JANE MCDONALD", "Jane McDonald"),
    ("SEAN O'NEILL", "Sean O'Neill"),
    ("JEAN-LUC PICARD", "Jean-Luc Picard"),
    ("JAN VAN DER BERG", "Jan van der Berg"),
    ("Jane DOE", "Jane Doe"),
    ("J.K. Roe", "J.K. Roe"),
    ("Jane Doe jane.doe@example.org", "Jane Doe"),
    ("By Jane Doe @janedoe", "Jane Doe"),
    ("By Jane Doe Sept 6, 2017", "Jane Doe"),
    ("By Jane Doe | September 6, 2017", "Jane Doe"),
    ("Jane Doe & John Roe", "Jane Doe|John Roe"),
    ("Jane Doe with John Roe", "Jane Doe|John Roe"),
    ("Jane Doe for The Example Post", "Jane Doe"),
    ("Jane Doe - Political Editor", "Jane Doe"),
    ("Example News Desk", ""),
    ("example.com", ""),
    ("Redaktion", ""),
    ("Par Le Monde avec AFP", ""),
    ("By Jane Doe, The Associated Press", "Jane Doe"),
    ("Jane Doe/AFP", "Jane Doe"),
    ("By Jane Doe | jdoe@example.org", "Jane Doe"),
    ("Story by Jane Doe, Photos by John Roe", "Jane Doe"),
    ("JANE DOE, STAFF WRITER", "Jane Doe"),
    ("By Jane Doe, Times Staff Writer", "Jane Doe"),
    ("Jane Doe (@janedoe)", "Jane Doe"),
    ("Jane Doe, Ph.D.", "Jane Doe"),
    ("Agencias", ""),
    ("Redacción", ""),
    ("Текст: Иван Петров", "Иван Петров"),
    ("Иван Петров, РИА Новости", "Иван Петров"),
    ("Anna de la Cruz y María López", "Anna de la Cruz|María López"),
    ("DOE, JANE", "Jane Doe"),
    ("Müller, Anna", "Anna Müller"),
    ("Jane Doe and Staff", "Jane Doe"),
    ("Jane Doe, CNN Business", "Jane Doe"),
    ("Hannah Muster, Online-Redakteurin", "Hannah Muster"),
    ("Ursula von der Example", "Ursula von der Example"),
    ("Abdullah bin Example", "Abdullah bin Example"),
    ("Staff and agencies in Seoul", ""),
    ("Guardian staff reporter", ""),
    ("Agence France-Presse in Seoul", ""),
    ("The Editorial Board", ""),
    ("Compiled by Jane Doe", "Jane Doe"),
    ("Interview: Jane Doe", "Jane Doe"),
    ("Updated by Jane Doe", ""),
    ("By Jane Doe, Moscow correspondent", "Jane Doe"),
    ("By Jane Doe and John Roe in Washington and Max Poe in Seoul", "Jane Doe|John Roe|Max Poe"),
    ("Jane Doe, deputy political editor", "Jane Doe"),
    ("Jane Doe - BBC News, Seoul", "Jane Doe"),
    ("Jane Doe est journaliste", "Jane Doe"),
    ("Jane Doe and John Roe For The Example On Sunday", "Jane Doe|John Roe"),
    ("Jane Doe Alle Artikel", "Jane Doe"),
    ("Author Jane Doe", "Jane Doe"),
    ("Madonna", "Madonna"),
    ("LTX", "LTX"),
    ("XY-Redaktion", ""),
    ("山田太郎", "山田太郎"),
    ("記者 山田太郎", "山田太郎"),
    ("박준석 기자", "박준석"),
    ("Special to The Example Post", ""),
    ("admin", ""),
    ("", ""),
    (" , ; | and ", ""),
    ("Dr. Max Poe", "Dr. Max Poe"),
    ("Jane Doe, John Roe & Max Poe / Reuters", "Jane Doe|John Roe|Max Poe"),
];

#[test]
fn names_persons_only() {
    let read = |line: &str| persons(&[line.to_owned()]).join("|");
    let wrong: Vec<_> = LINES.iter().filter(|(line, expected)| read(line) != *expected).map(|(line, _)| (line, read(line))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn bodies_sign_where_nobody_is_named() {
    let lines = |all: &[&str]| all.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
    assert_eq!(authors(&lines(&["By The Associated Press"])), ["The Associated Press"]);
    assert_eq!(authors(&lines(&["Reuters", "Jane Doe"])), ["Jane Doe"]);
    assert!(authors(&lines(&["admin"])).is_empty());
}

proptest::proptest! {
    #[test]
    fn any_line_is_read(line in "\\PC{0,200}") {
        for name in persons(&[line]) {
            proptest::prop_assert!(!name.trim().is_empty());
        }
    }
}
