//! Text from documents in XML and HTML: nothing in it is markup.

use super::visible::{COMMAND, visible_char};
use quick_xml::escape::escape;

/// Text for an element or an attribute, without the characters that XML
/// cannot hold, nor commands to a runner that prints it.
pub fn escaped(text: &str) -> String {
    let allowed = |c| match c {
        '\n' => c,
        '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        c => visible_char(c),
    };
    let text: String = text.chars().map(allowed).collect();
    escape(text).replace(COMMAND, "##&#91;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_xml_cannot_hold_becomes_a_symbol() {
        assert_eq!(
            escaped("a <b> & \"c\" 'd'\u{0}\u{1b}\u{ffff}"),
            "a &lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;␀␛\u{fffd}"
        );
    }
}
