//! A source file as the compiler sees it: its tokens, without what is built
//! for tests alone, and the paths that it names.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use std::sync::Arc;

/// A source file: its path below `src`, its length in lines, its tokens and
/// the paths that they name.
pub struct Source {
    pub path: String,
    pub lines: usize,
    pub mentions: Vec<Mention>,
    tokens: Vec<Token>,
}

/// A path that a source file names, those of a `use` tree written out, those
/// with `self` and `super` resolved; the line it does so on; and whether it is
/// brought into scope, and may be called otherwise from there on.
#[derive(Debug, PartialEq)]
pub struct Mention {
    pub line: usize,
    pub path: String,
    pub imported: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Word,
    Literal,
    Mark,
}

struct Token {
    kind: Kind,
    text: String,
    line: usize,
    /// The modules of the file that the token is in: `a::b::`.
    module: Arc<str>,
}

impl Source {
    /// Reads a file; panics where the compiler would not read it either.
    pub fn new(path: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut tokens = Vec::new();
        flatten(stream, &Arc::from(""), &mut tokens);
        let mut source =
            Self { path: path.into(), lines: text.lines().count(), mentions: Vec::new(), tokens };
        source.mentions = source.named();
        source
    }

    /// The room that the file is in, or is.
    pub fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The lines on which these words and marks stand one after another, but
    /// for white space and comments. `::` is one mark.
    pub fn lines_with(&self, wanted: &[&str]) -> Vec<usize> {
        let fits = |there: &&[Token]| {
            let mut both = there.iter().zip(wanted);
            both.all(|(token, wanted)| token.kind != Kind::Literal && token.text == *wanted)
        };
        self.tokens.windows(wanted.len()).filter(fits).filter_map(|there| Some(there.first()?.line)).collect()
    }

    /// The lines on which this literal stands, quotes and all.
    pub fn lines_with_literal(&self, wanted: &str) -> Vec<usize> {
        let found = self.tokens.iter().filter(|token| token.kind == Kind::Literal && token.text == wanted);
        found.map(|token| token.line).collect()
    }

    fn text_at(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    fn named(&self) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            if token.kind != Kind::Word {
                at += 1;
                continue;
            }
            let is_extern = token.text == "extern" && self.text_at(at + 1) == "crate";
            let imported = token.text == "use" || is_extern;
            let mut start = at + usize::from(imported) + usize::from(is_extern);
            start += usize::from(imported && self.text_at(start) == "::");
            let mut paths = Vec::new();
            at = self.tree(start, "", &mut paths).max(at + 1);
            for (path, line) in paths.into_iter().filter(|(path, _)| !path.is_empty()) {
                let root = is_extern && path == "self";
                let path = if root { "crate".to_owned() } else { self.resolved(&token.module, &path) };
                found.push(Mention { line, path, imported });
            }
        }
        found
    }

    /// The paths that begin at a token: one, or those of `a::{b, c::{d, e}}`,
    /// each with its line; and where they end.
    fn tree(&self, mut at: usize, prefix: &str, paths: &mut Vec<(String, usize)>) -> usize {
        let line = self.tokens.get(at).map_or(0, |token| token.line);
        let mut path = prefix.to_owned();
        loop {
            match self.text_at(at) {
                "{" => break,
                "*" if !path.is_empty() => path.push('*'),
                _ if self.is_word(at) => {
                    path.push_str(self.text_at(at));
                    if self.text_at(at + 1) == "::" {
                        path.push_str("::");
                        at += 2;
                        continue;
                    }
                }
                _ => at = at.saturating_sub(1),
            }
            paths.push((path.trim_end_matches(':').to_owned(), line));
            return at + 1;
        }
        at += 1;
        while at < self.tokens.len() && self.text_at(at) != "}" {
            match self.text_at(at) {
                "as" => at += 2,
                "," | "::" => at += 1,
                _ => at = self.tree(at, &path, paths).max(at + 1),
            }
        }
        at + 1
    }

    /// `super::x` of `facts/time/zone.rs` is `crate::facts::time::x`.
    fn resolved(&self, inner: &str, path: &str) -> String {
        let path = path.strip_suffix("::self").unwrap_or(path);
        if !matches!(path.split("::").next(), Some("self" | "super")) {
            return path.to_owned();
        }
        let file = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let file = file.strip_suffix("/mod").unwrap_or(file);
        let mut module: Vec<&str> = file.split('/').filter(|part| !matches!(*part, "lib" | "main")).collect();
        module.extend(inner.split("::").filter(|part| !part.is_empty()));
        let mut parts = path.split("::").peekable();
        while let Some(up) = parts.next_if(|part| matches!(*part, "self" | "super")) {
            if up == "super" {
                module.pop();
            }
        }
        ["crate"].into_iter().chain(module).chain(parts).collect::<Vec<_>>().join("::")
    }
}

/// Appends the tokens of a stream, one after another, groups with their marks.
fn flatten(stream: TokenStream, module: &Arc<str>, tokens: &mut Vec<Token>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    if trees
        .windows(3)
        .any(|three| is_mark(&three[0], '#') && is_mark(&three[1], '!') && is_for_tests(&three[2]))
    {
        return;
    }
    let push = |kind, text: &str, line, tokens: &mut Vec<Token>| {
        tokens.push(Token { kind, text: text.into(), line, module: Arc::clone(module) });
    };
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        let line = tree.span().start().line;
        let next = trees.get(at + 1);
        at += 1;
        match tree {
            TokenTree::Punct(mark) if mark.as_char() == '#' && next.is_some_and(is_for_tests) => {
                at = end_of_item(&trees, at + 1);
            }
            TokenTree::Punct(mark) if mark.spacing() == Spacing::Joint && mark.as_char() == ':' => {
                let double = next.is_some_and(|next| is_mark(next, ':'));
                push(Kind::Mark, if double { "::" } else { ":" }, line, tokens);
                at += usize::from(double);
            }
            // A lifetime is a mark and a word.
            TokenTree::Punct(mark) if mark.as_char() == '\'' => at += 1,
            TokenTree::Punct(mark) => push(Kind::Mark, &mark.to_string(), line, tokens),
            TokenTree::Ident(word) => {
                let word = word.to_string();
                push(Kind::Word, word.strip_prefix("r#").unwrap_or(&word), line, tokens);
            }
            TokenTree::Literal(literal) => push(Kind::Literal, &literal.to_string(), line, tokens),
            TokenTree::Group(group) => {
                let (open, close) = marks(group);
                push(Kind::Mark, open, line, tokens);
                let name = at.checked_sub(2).and_then(|name| trees.get(name));
                match (at.checked_sub(3).and_then(|item| trees.get(item)), name) {
                    (Some(TokenTree::Ident(item)), Some(TokenTree::Ident(name))) if item == "mod" => {
                        flatten(group.stream(), &Arc::from(format!("{module}{name}::")), tokens);
                    }
                    _ => flatten(group.stream(), module, tokens),
                }
                push(Kind::Mark, close, group.span_close().start().line, tokens);
            }
        }
    }
}

fn marks(group: &Group) -> (&'static str, &'static str) {
    match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

fn is_mark(tree: &TokenTree, wanted: char) -> bool {
    matches!(tree, TokenTree::Punct(mark) if mark.as_char() == wanted)
}

/// Whether these are the brackets of `#[cfg(test)]`, or of `#[cfg(all(test, …))]`.
fn is_for_tests(tree: &TokenTree) -> bool {
    fn inside(trees: &[TokenTree], name: &str) -> Option<Vec<TokenTree>> {
        match trees {
            [TokenTree::Ident(word), TokenTree::Group(group)] if word == name => {
                Some(group.stream().into_iter().collect())
            }
            _ => None,
        }
    }
    let is_test = |trees: &[TokenTree]| matches!(trees, [TokenTree::Ident(word)] if word == "test");
    let TokenTree::Group(brackets) = tree else { return false };
    let attribute: Vec<TokenTree> = brackets.stream().into_iter().collect();
    let Some(condition) = inside(&attribute, "cfg") else { return false };
    let all = inside(&condition, "all").unwrap_or_default();
    is_test(&condition) || all.split(|tree| is_mark(tree, ',')).any(is_test)
}

/// Where that ends which an attribute stands before: an item or a statement at
/// its braces or its semicolon, a field or an arm at its comma. Where that is
/// doubtful it ends too early, and more is read rather than less.
fn end_of_item(trees: &[TokenTree], mut at: usize) -> usize {
    const ITEMS: [&str; 14] = [
        "async", "const", "enum", "extern", "fn", "impl", "let", "mod", "static", "struct", "trait", "type",
        "unsafe", "use",
    ];
    let is_brackets =
        |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
    while trees.get(at).is_some_and(|tree| is_mark(tree, '#')) && trees.get(at + 1).is_some_and(is_brackets) {
        at += 2;
    }
    let is_word = |at: usize, words: &[&str]| matches!(trees.get(at), Some(TokenTree::Ident(word)) if words.iter().any(|one| word == one));
    let mut first = at;
    if is_word(at, &["pub"]) {
        let scope = matches!(trees.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
        first += 1 + usize::from(scope);
    }
    let has_commas = is_word(first, &ITEMS);
    while let Some(tree) = trees.get(at) {
        match tree {
            TokenTree::Punct(mark) if mark.as_char() == ';' => return at + 1,
            TokenTree::Punct(mark) if mark.as_char() == ',' && !has_commas => return at,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return at + 1,
            _ => at += 1,
        }
    }
    at
}
