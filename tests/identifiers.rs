//! What names things: links, severities, incident ids, versions, identifiers.

use pmlint::document::Document;

/// The words and the address of every link.
fn links(text: &str) -> Vec<(String, String)> {
    let document = Document::parse(text);
    let of_block = |block: &pmlint::document::Block<'_>| {
        let words = |link: &pmlint::document::Link| block.text.text()[link.text.clone()].to_owned();
        block.text.links().iter().map(|link| (words(link), link.target.to_string())).collect::<Vec<_>>()
    };
    document.blocks().iter().flat_map(of_block).collect()
}

#[test]
fn links_keep_their_words_and_their_address() {
    let pair = |words: &str, target: &str| (words.to_owned(), target.to_owned());
    assert_eq!(links("See [the *PR*](https://a.example/1)."), [pair("the PR", "https://a.example/1")]);
    assert_eq!(links("[#1]\n\n[#1]: https://a.example/1"), [pair("#1", "https://a.example/1")]);
    let table = "| Action | Ticket |\n|---|---|\n| [Add](x) it | [#2](y/2 \"title\") |\n";
    assert_eq!(links(table), [pair("Add", "x"), pair("#2", "y/2")]);
    let lines = "• First [one](1) of them.\n• Then [two](2).\n";
    assert_eq!(links(lines), [pair("one", "1"), pair("two", "2")]);
    assert_eq!(links("<https://a.example> and https://b.example"), []);
    assert_eq!(links("`[a](b)`"), []);
}

#[test]
fn inline_code_is_known_apart_from_other_opaque_text() {
    let document = Document::parse("Run `ls -l` at <https://a.example>, ~~not now~~.");
    let text = &document.blocks()[0].text;
    let code: Vec<&str> = text.code().iter().map(|range| &text.text()[range.clone()]).collect();
    assert_eq!(code, ["ls -l"]);
    assert_eq!(text.opaque().len(), 3);
}
