//! The consonant skeleton: one key for the romanisations of one name.
//!
//! Mohammed, Muhammad and Mohamad, or Yusuf and Yousef, differ in vowels, doubled letters and a few letters that
//! stand for one sound. Equal skeletons make two parts comparable; how much that is worth is said in
//! [`super::score`].

/// The skeleton of a part in normal form: its consonants by sound, doubles once, and its first vowel by class (`a`;
/// `e` and `i`; `o` and `u`), which keeps Hassan and Hussein apart.
/// `None` where too little is left to mean anything, or the part is not in Latin letters.
pub fn skeleton(part: &str) -> Option<String> {
    let letters = part.as_bytes();
    if letters.len() < 4 || !letters.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let mut out = String::with_capacity(letters.len());
    let mut index = 0;
    let mut vowel_seen = false;
    while index < letters.len() {
        if let Some(vowel) = vowel_class(letters[index]) {
            if !vowel_seen {
                out.push(vowel);
            }
            vowel_seen = true;
            index += 1;
            continue;
        }
        let (sound, taken) = sound(letters, index);
        if let Some(sound) = sound
            && !out.ends_with(sound)
        {
            out.push(sound);
        }
        index += taken;
    }
    (out.chars().filter(char::is_ascii_lowercase).count() >= CONSONANTS_MIN).then_some(out)
}

/// Two consonants are shared by too many names.
const CONSONANTS_MIN: usize = 3;

/// Vowels are written as capitals, so that no consonant is taken for one.
fn vowel_class(letter: u8) -> Option<char> {
    match letter {
        b'a' => Some('A'),
        b'e' | b'i' => Some('E'),
        b'o' | b'u' => Some('O'),
        _ => None,
    }
}

/// The consonant at `index` by its sound, and how many letters it takes.
fn sound(letters: &[u8], index: usize) -> (Option<char>, usize) {
    let next = letters.get(index + 1).copied().unwrap_or(b' ');
    match (letters[index], next) {
        (b's', b'h') | (b'c', b'h') => (Some('x'), 2),
        (b'p', b'h') => (Some('f'), 2),
        (b'k', b'h') | (b'g', b'h') => (Some('g'), 2),
        (b't', b'h') => (Some('t'), 2),
        (b'd', b'h') => (Some('d'), 2),
        (b't', b's') | (b't', b'z') => (Some('c'), 2),
        (b'd', b'j') | (b'd', b'z') => (Some('j'), 2),
        (b'y' | b'w', _) if index > 0 => (None, 1),
        (b'h', _) if index + 1 == letters.len() => (None, 1),
        (b'c' | b'q' | b'k', _) => (Some('k'), 1),
        (b'w' | b'v', _) => (Some('v'), 1),
        (b'z' | b's', _) => (Some('s'), 1),
        (letter, _) => (Some(char::from(letter)), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::skeleton;

    #[test]
    fn romanisations_of_one_name_share_a_skeleton() {
        for group in
            ["mohammed muhammad mohamad mohamed", "hussein husayn hussain", "sergei sergey", "zawahiri zawahri"]
        {
            let keys: Vec<_> = group.split(' ').map(skeleton).collect();
            assert!(keys.iter().all(|key| key.is_some() && *key == keys[0]), "{group}: {keys:?}");
        }
    }

    #[test]
    fn other_names_do_not() {
        for (a, b) in [("mohammed", "mahmoud"), ("hassan", "hussein"), ("marina", "martina")] {
            assert!(skeleton(a) != skeleton(b) || skeleton(a).is_none(), "{a} {b}");
        }
    }

    #[test]
    fn short_parts_have_none() {
        assert_eq!(skeleton("ali"), None);
        assert_eq!(skeleton("omar"), None);
    }
}
