use super::*;
use proptest::prelude::*;

/// Invented sentences of a report, one for each language.
const SENTENCES: [(&str, &str); 59] = [
    ("en", "The dam above the town held through the night, the mayor said, and the people who had left will be allowed to return."),
    (
        "de",
        "Der Damm über der Stadt hat die Nacht überstanden, sagte die Bürgermeisterin, und die Bewohner dürfen nach Hause zurückkehren.",
    ),
    (
        "fr",
        "Le barrage au-dessus de la ville a tenu toute la nuit, selon le maire, et les habitants qui sont partis pourront rentrer chez eux.",
    ),
    ("es", "La presa resistió toda la noche, según dijo el alcalde, y los vecinos que salieron de sus casas podrán volver esta semana."),
    (
        "pt",
        "A barragem resistiu durante a noite, disse o prefeito, e os moradores que deixaram as suas casas já podem voltar para a cidade.",
    ),
    (
        "it",
        "La diga sopra la città ha resistito tutta la notte, ha detto il sindaco, e gli abitanti che sono partiti potranno tornare alle loro case.",
    ),
    (
        "nl",
        "De dam boven de stad heeft het de hele nacht gehouden, zegt de burgemeester, en de bewoners die vertrokken mogen weer naar huis.",
    ),
    ("sv", "Dammen ovanför staden höll hela natten, säger borgmästaren, och de som lämnade sina hem får nu komma tillbaka efter en vecka."),
    (
        "da",
        "Dæmningen over byen holdt hele natten, siger borgmesteren, og de beboere, der blev bedt om at rejse, kan nu vende hjem efter en uge.",
    ),
    (
        "no",
        "Demningen ovenfor byen holdt hele natten, sier ordføreren, og innbyggerne som ble bedt om å dra, kan nå komme hjem etter en uke.",
    ),
    (
        "fi",
        "Kaupungin yläpuolella oleva pato kesti koko yön, sanoo pormestari, ja asukkaat, jotka joutuivat lähtemään, voivat nyt palata, mutta ei heti.",
    ),
    (
        "pl",
        "Tama nad miastem wytrzymała przez całą noc, powiedział burmistrz, a mieszkańcy, którzy musieli się wyprowadzić, będą mogli wrócić do domów, ale nie od razu.",
    ),
    (
        "cs",
        "Přehrada nad městem vydržela celou noc, řekl starosta, a obyvatelé, kteří museli odejít, se podle něj budou moci vrátit, ale ne hned, protože není jasné, co je s mostem.",
    ),
    (
        "sk",
        "Priehrada nad mestom vydržala celú noc, povedal starosta, a obyvatelia, ktorí museli odísť, sa podľa neho budú môcť vrátiť, ale nie hneď, pretože ešte nie sú isté čo je s mostom.",
    ),
    (
        "hu",
        "A város feletti gát egész éjszaka kitartott, közölte a polgármester, és azok a lakosok, akiket kitelepítettek, már visszatérhetnek, de még nem mindenki, mert az út nem járható.",
    ),
    (
        "ro",
        "Barajul de deasupra orașului a rezistat toată noaptea, a spus primarul, iar locuitorii care au fost evacuați pot să se întoarcă la casele lor, dar nu în această săptămână.",
    ),
    (
        "hr",
        "Brana iznad grada izdržala je cijelu noć, rekao je gradonačelnik, a stanovnici koji su napustili kuće moći će se vratiti, ali još nije poznato kada će to biti.",
    ),
    (
        "sl",
        "Jez nad mestom je zdržal vso noč, je dejal župan, prebivalci, ki so morali zapustiti svoje domove, pa se bodo lahko vrnili tudi že ta teden.",
    ),
    (
        "sq",
        "Diga mbi qytet i rezistoi natës, tha kryetari i bashkisë, dhe banorët që ishin larguar nga shtëpitë do të kthehen në një javë, por nuk është e sigurt.",
    ),
    (
        "tr",
        "Kasabanın üstündeki baraj gece boyunca dayandı, dedi belediye başkanı, ve evlerinden ayrılanlar bir hafta sonra dönebilecek, ancak bu kesin değil çünkü yol daha açık değil.",
    ),
    (
        "id",
        "Bendungan di atas kota itu bertahan sepanjang malam, kata wali kota, dan warga yang telah mengungsi akan dapat kembali ke rumah mereka dalam pekan ini.",
    ),
    (
        "vi",
        "Con đập phía trên thị trấn đã đứng vững suốt đêm, ông thị trưởng cho biết, và những người dân đã rời đi sẽ được trở về nhà trong tuần này.",
    ),
    (
        "et",
        "Linna kohal asuv tamm pidas terve öö vastu, ütles linnapea, ja elanikud, kes pidid lahkuma, saavad nüüd koju tagasi, aga see ei ole veel kindel.",
    ),
    (
        "lv",
        "Aizsprosts virs pilsētas izturēja visu nakti, sacīja mērs, un iedzīvotāji, kas bija evakuēti, varēs atgriezties mājās, bet vēl nav zināms, vai tas būs šonedēļ, un kā ar ceļu.",
    ),
    (
        "lt",
        "Užtvanka virš miesto atlaikė visą naktį, sakė meras, ir gyventojai, kurie buvo iškeldinti, galės grįžti namo, bet dar nėra aišku, kad tai bus jau šią savaitę.",
    ),
    (
        "ca",
        "La presa de sobre el poble va resistir tota la nit, segons l'alcalde, i els veïns que van marxar amb les seves famílies podran tornar a casa, però no és segur.",
    ),
    (
        "is",
        "Stíflan fyrir ofan bæinn hélt alla nóttina, segir bæjarstjórinn, og íbúar sem fóru að heiman mega koma aftur, en það er ekki víst að það verði í vikunni.",
    ),
    (
        "af",
        "Die dam bo die dorp het die hele nag gehou, sê die burgemeester, en die mense wat hulle huise verlaat het, sal weer kan terugkom, maar dit is nie seker nie.",
    ),
    (
        "sw",
        "Bwawa lililo juu ya mji lilistahimili usiku kucha, alisema meya, na wakazi ambao walihamishwa wataruhusiwa kurudi katika nyumba zao baada ya wiki hii, lakini si wote kwa sasa.",
    ),
    (
        "tl",
        "Ang dam sa itaas ng bayan ay tumagal sa buong gabi, ayon sa alkalde, at ang mga residente na umalis ay makakauwi na, ngunit hindi pa ito tiyak para sa mga bata.",
    ),
    (
        "ru",
        "Плотина над городом выдержала ночь, сообщил журналистам мэр, и жители, которых вывезли, смогут вернуться домой на этой неделе.",
    ),
    ("ru", "Рабочие чинили причал в порту, сообщает агентство. Мастер подтвердил, что к весне он будет готов."),
    (
        "uk",
        "Гребля над містом витримала всю ніч, повідомив журналістам мер, і мешканці, яких вивезли, зможуть повернутися додому цього тижня.",
    ),
    ("be", "Плаціна над горадам вытрымала ўсю ноч, паведаміў журналістам мэр, і жыхары змогуць вярнуцца дадому на гэтым тыдні."),
    (
        "bg",
        "Язовирната стена над града издържа цялата нощ, съобщи кметът, и жителите, които бяха изведени, ще могат да се върнат през тази седмица.",
    ),
    ("sr", "Брана изнад града издржала је целу ноћ, рекао је градоначелник, а становници који су напустили куће моћи ће да се врате."),
    ("mk", "Браната над градот издржа цела ноќ, рече градоначалникот, а жителите што ги напуштија куќите ќе можат да се вратат."),
    ("kk", "Қала үстіндегі бөгет түні бойы шыдады, деді әкім, ал үйлерін тастап кеткен тұрғындар осы аптада қайта алады."),
    ("ar", "صمد السد فوق البلدة طوال الليل، كما قال رئيس البلدية للصحفيين، وسيتمكن السكان الذين غادروا منازلهم من العودة هذا الأسبوع."),
    ("fa", "سد بالای شهر تمام شب را تاب آورد، شهردار به خبرنگاران گفت، و ساکنانی که خانه‌های خود را ترک کرده‌اند می‌توانند این هفته بازگردند."),
    (
        "ur",
        "شہر کے اوپر بنا ہوا ڈیم رات بھر قائم رہا، میئر نے صحافیوں کو بتایا، اور جو لوگ گھر چھوڑ کر گئے تھے وہ اس ہفتے واپس آ سکتے ہیں۔",
    ),
    ("ps", "د ښار پر سر بند ټوله شپه ټینګ پاتې شو، ښاروال خبریالانو ته وویل، او هغه کسان چې کورونه یې پرېښي ول بېرته راتلای شي."),
    ("el", "Το φράγμα πάνω από την πόλη άντεξε όλη τη νύχτα, είπε ο δήμαρχος, και οι κάτοικοι θα επιστρέψουν στα σπίτια τους."),
    ("he", "הסכר שמעל העיירה החזיק מעמד כל הלילה, אמר ראש העיר, והתושבים יוכלו לחזור לבתיהם השבוע."),
    ("hi", "शहर के ऊपर बना बांध रात भर टिका रहा, महापौर ने कहा, और जो लोग घर छोड़ गए थे वे इस हफ्ते लौट सकते हैं।"),
    ("mr", "शहराच्या वरचे धरण रात्रभर टिकून राहिले, असे महापौर म्हणाले, आणि घर सोडून गेलेले लोक या आठवड्यात परत येणार आहेत."),
    ("bn", "শহরের উপরের বাঁধটি সারা রাত টিকে ছিল, মেয়র সাংবাদিকদের বলেছেন, এবং বাসিন্দারা এই সপ্তাহে ফিরতে পারবেন।"),
    ("ta", "நகரத்திற்கு மேலே உள்ள அணை இரவு முழுவதும் தாங்கியது என்று மேயர் கூறினார்."),
    ("th", "เขื่อนเหนือเมืองยืนหยัดได้ตลอดคืน นายกเทศมนตรีกล่าวกับผู้สื่อข่าว และชาวบ้านจะกลับบ้านได้ในสัปดาห์นี้"),
    ("ka", "ქალაქის ზემოთ მდებარე კაშხალმა მთელი ღამე გაუძლო, განაცხადა მერმა."),
    ("hy", "Քաղաքի վերևի ամբարտակը դիմացավ ամբողջ գիշեր, ասաց քաղաքապետը։"),
    ("am", "ከከተማዋ በላይ ያለው ግድብ ሌሊቱን ሙሉ ጸንቶ ቆይቷል ሲሉ ከንቲባው ተናግረዋል።"),
    ("my", "မြို့အထက်ရှိ ဆည်သည် တစ်ညလုံး ခိုင်မြဲခဲ့သည်ဟု မြို့တော်ဝန်က ပြောသည်။"),
    ("ko", "도시 위의 댐이 밤새 버텼다고 시장이 기자들에게 말했으며, 집을 떠난 주민들은 이번 주에 돌아올 수 있다."),
    ("ja", "市長は記者団に対し、町の上流にあるダムは一晩持ちこたえ、避難した住民は今週中に帰宅できると述べた。"),
    ("zh", "市长对记者说,城镇上游的水坝整夜都没有垮塌,离开家园的居民本周可以返回。"),
    (
        "zu",
        "Idamu elingenhla kwedolobha limile ubusuku bonke, kusho imeya, futhi abantu abashiyile izindlu bazokwazi ukubuya, kodwa kuthiwa ngoba umgwaqo uvaliwe noma kunjalo bese belinda.",
    ),
    (
        "xh",
        "Idama elingasentla kwedolophu limile ubusuku bonke, utsho usodolophu, kwaye abantu abashiye amakhaya baza kubuya, kodwa xa indlela ivulwe kunye nebhulorho okanye emva kweveki.",
    ),
    (
        "gl",
        "A presa que está enriba da vila resistiu toda a noite, dixo o alcalde, e os veciños que deixaron as súas casas poderán volver, mais non se sabe cando para unha boa parte.",
    ),
];

#[test]
fn every_language_is_told() {
    let mut wrong = Vec::new();
    for (code, text) in SENTENCES {
        let found = detect(None, text);
        if found.as_deref() != Some(code) {
            wrong.push((code, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_statement_holds_unless_the_text_contradicts_it() {
    let english = SENTENCES[0].1.repeat(3);
    for (stated, text, expected) in [
        ("en-GB", "Dam holds", Some("en")),
        ("pt_BR", "", Some("pt")),
        ("eng", "", Some("en")),
        ("English", "", Some("en")),
        ("Deutsch", "", Some("de")),
        ("nb-NO", "", Some("no")),
        ("iw", "", Some("he")),
        ("x-default", "", None),
        ("", "", None),
        ("de", english.as_str(), Some("en")),
        ("uk", english.as_str(), Some("en")),
        ("xx", english.as_str(), Some("en")),
        ("bs", SENTENCES[16].1, Some("bs")),
        ("ms", SENTENCES[20].1, Some("ms")),
        ("en", SENTENCES[30].1, Some("ru")),
    ] {
        assert_eq!(detect(Some(stated), text).as_deref(), expected, "{stated}: {text}");
    }
}

#[test]
fn what_is_too_short_stays_without_a_language() {
    for text in ["", "42", "Dam", "Putin Merkel Macron", "http://example.org/2017/09", "Дам", "!?"] {
        assert_eq!(detect(None, text), None, "{text}");
    }
}

#[test]
fn english_is_told_from_other_languages_by_a_word_or_two() {
    for (text, expected) in [
        ("“Go,” Moon said.", true),
        ("“We are done,” Moon told Brandt.", true),
        ("Lena Brandt’s café closes in May. “Enough,” she says.", true),
        ("„Hotovo,“ řekl Novák.", false),
        ("\"Selesai,\" kata Budi.", false),
        ("”Klart”, sa Berg i går.", false),
        ("«Готово», — сказал Рогов.", false),
        ("「好」", false),
        ("Moon, Brandt, Ruiz", false),
        ("", false),
    ] {
        assert_eq!(is_rather_english(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_taken(stated in "\\PC{0,12}", text in "\\PC{0,300}") {
        detect(Some(&stated), &text);
    }
}
