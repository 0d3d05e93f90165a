//! A strict reader of published XML lists: one record at a time, by local names, and nothing that could hide or expand.
//!
//! Accepted are elements, attributes, text, CDATA, comments, the five predefined entities and numeric references.
//! Refused are a document type, any other entity, an encoding that is not UTF-8, a file that ends before its root
//! element does, and whatever is over the limits below. Namespaces are ignored: OFAC has changed its own twice.

use crate::error::{Error, ErrorKind, Result};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Elements inside one another. The published lists use five; more is not one of them.
const DEPTH_MAX: usize = 16;
/// Attributes of one element. The published lists use three, on the root.
const ATTRIBUTES_MAX: usize = 32;
/// Bytes of text in one element. The longest published text is a few thousand characters.
const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// Elements in one record. The largest published record (an entry with its aliases and addresses) has some thousands.
const ELEMENTS_MAX: usize = 200_000;

/// One element of a record, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Local name.
    pub name: String,
    /// Attributes by local name, without namespace declarations and `xsi:` hints.
    pub attributes: Vec<(String, String)>,
    /// Text of the element itself, white space collapsed.
    pub text: String,
    /// Child elements in order.
    pub children: Vec<Element>,
    /// Byte at which the element starts, counted from 0.
    pub offset: usize,
}

impl Element {
    /// Takes the first child called `name` away and gives it. What no reader takes is left over, and is kept as a fact.
    pub fn take(&mut self, name: &str) -> Option<Element> {
        let index = self.children.iter().position(|child| child.name == name)?;
        Some(self.children.remove(index))
    }

    /// Takes all children called `name` away, in order.
    pub fn take_all(&mut self, name: &str) -> Vec<Element> {
        let (taken, rest) = std::mem::take(&mut self.children).into_iter().partition(|child| child.name == name);
        self.children = rest;
        taken
    }

    /// Takes the text of the first child called `name`; `None` where it is absent, empty, or holds elements itself
    /// (then it stays, and is left over).
    pub fn take_text(&mut self, name: &str) -> Option<String> {
        let plain = |child: &Element| child.name == name && child.children.is_empty() && child.attributes.is_empty();
        let index = self.children.iter().position(plain)?;
        let text = self.children.remove(index).text;
        (!text.is_empty()).then_some(text)
    }

    /// Everything that is still in this element as `(path, text)`, so that nothing of a record is dropped unseen.
    pub fn leftovers(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for child in &self.children {
            child.collect_leftovers(&child.name, &mut found);
        }
        found
    }

    fn collect_leftovers(&self, path: &str, found: &mut Vec<(String, String)>) {
        for (name, value) in &self.attributes {
            found.push((format!("{path}@{name}"), value.clone()));
        }
        if !self.text.is_empty() {
            found.push((path.to_owned(), self.text.clone()));
        }
        for child in &self.children {
            child.collect_leftovers(&format!("{path}/{}", child.name), found);
        }
    }
}

/// White space trimmed at both ends and collapsed to single blanks inside: published copies wrap and pad their values.
pub fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Reads the records below the root of one XML file.
pub struct XmlRecords<'a> {
    reader: Reader<&'a [u8]>,
    file: &'a str,
    text: &'a str,
    /// Local name of the root element.
    pub root: String,
    /// Attributes of the root element by local name.
    pub root_attributes: Vec<(String, String)>,
    /// Container elements entered and not yet left, the root included.
    open: Vec<String>,
}

impl<'a> XmlRecords<'a> {
    /// Opens `bytes` and reads up to and including the start of the root element. `file` is the name for messages.
    pub fn open(file: &'a str, bytes: &'a [u8]) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            let line = line_of(bytes, at);
            Error::new(
                ErrorKind::List,
                format!(
                    "{file}, line {line} (byte {at}): a byte that is not UTF-8, which the file declares or implies; \
                     expected the published file as it was downloaded. Download it again; nothing was imported"
                ),
            )
        })?;
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().check_comments = false;
        let mut records =
            Self { reader, file, text, root: String::new(), root_attributes: Vec::new(), open: Vec::new() };
        records.read_root()?;
        Ok(records)
    }

    fn read_root(&mut self) -> Result<()> {
        loop {
            let at = self.position();
            match self.event()? {
                Event::Decl(declaration) => {
                    if let Some(encoding) = declaration.encoding() {
                        let encoding = encoding.map_err(|error| self.damaged(at, &error.to_string()))?;
                        if !["UTF-8", "UTF8", "US-ASCII"].iter().any(|name| encoding.eq_ignore_ascii_case(name)) {
                            let found = format!("it declares the encoding {encoding:?}, and its bytes are UTF-8");
                            return Err(self.damaged(at, &found));
                        }
                    }
                }
                Event::Start(start) => {
                    let (name, attributes) = self.start_of(&start, at)?;
                    self.root = name.clone();
                    self.root_attributes = attributes;
                    self.open.push(name);
                    return Ok(());
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Eof => return Err(self.damaged(at, "there is no root element")),
                _ => return Err(self.damaged(at, "text stands before the root element")),
            }
        }
    }

    /// The next record: the next element below the root, or below one of the `containers`. `None` at the end of the
    /// root element, after which nothing but white space and comments may follow.
    pub fn next_record(&mut self, containers: &[&str]) -> Result<Option<Element>> {
        loop {
            let at = self.position();
            match self.event()? {
                Event::Start(start) => {
                    let (name, attributes) = self.start_of(&start, at)?;
                    if containers.contains(&name.as_str()) {
                        self.open.push(name);
                        if self.open.len() > DEPTH_MAX {
                            return Err(self.damaged(at, "elements are nested too deeply"));
                        }
                        continue;
                    }
                    return self.element(name, attributes, at).map(Some);
                }
                Event::End(_) => {
                    self.open.pop();
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Eof if self.open.is_empty() => return Ok(None),
                Event::Eof => {
                    let open = self.open.join("/");
                    return Err(self.damaged(at, &format!("the file ends here and <{open}> is not closed: it is cut")));
                }
                _ => return Err(self.damaged(at, "text stands between the records")),
            }
        }
    }

    fn element(&mut self, name: String, attributes: Vec<(String, String)>, at: usize) -> Result<Element> {
        let mut stack = vec![Element { name, attributes, text: String::new(), children: Vec::new(), offset: at }];
        let mut elements = 1;
        loop {
            let here = self.position();
            let event = self.event()?;
            let Some(top) = stack.last_mut() else { return Err(self.damaged(here, "an element closes twice")) };
            match event {
                Event::Start(start) => {
                    elements += 1;
                    if self.open.len() + stack.len() >= DEPTH_MAX || elements > ELEMENTS_MAX {
                        return Err(self.damaged(here, "elements are nested too deeply or are too many in one record"));
                    }
                    let (name, attributes) = self.start_of(&start, here)?;
                    stack.push(Element { name, attributes, text: String::new(), children: Vec::new(), offset: here });
                }
                Event::Text(text) => top.text.push_str(&text),
                Event::CData(text) => top.text.push_str(&text),
                Event::GeneralRef(reference) => match self.referenced(&reference, here)? {
                    Some(c) => top.text.push(c),
                    None => return Err(self.damaged(here, "an entity reference that is none of the predefined five")),
                },
                Event::End(_) => {
                    let Some(mut done) = stack.pop() else { continue };
                    done.text = collapsed(&done.text);
                    if !done.text.is_empty() && !done.children.is_empty() {
                        let found = format!("text {:?} stands beside elements in <{}>", done.text, done.name);
                        return Err(self.damaged(here, &found));
                    }
                    match stack.last_mut() {
                        Some(parent) => parent.children.push(done),
                        None => return Ok(done),
                    }
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => {
                    let found = format!("the file ends here and <{}> is not closed: it is cut", top.name);
                    return Err(self.damaged(here, &found));
                }
                Event::Empty(_) | Event::Decl(_) | Event::DocType(_) => {
                    return Err(self.damaged(here, "a declaration stands inside the list"));
                }
            }
            if stack.last().is_some_and(|top| top.text.len() > TEXT_BYTES_MAX) {
                return Err(self.damaged(here, "a text of more than 1 MiB"));
            }
        }
    }

    /// Next event; a document type is refused wherever it stands.
    fn event(&mut self) -> Result<Event<'a>> {
        let at = self.position();
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => {
                Err(self.damaged(at, "it has a document type (DOCTYPE), which no published list has"))
            }
            Ok(Event::Text(text)) if text.chars().any(is_forbidden) => {
                Err(self.damaged(at, "the text holds a control character"))
            }
            Ok(event) => Ok(event),
            Err(error) => {
                let at = usize::try_from(self.reader.error_position()).unwrap_or(at);
                Err(self.damaged(at, &error.to_string()))
            }
        }
    }

    fn referenced(&self, reference: &quick_xml::events::BytesRef<'_>, at: usize) -> Result<Option<char>> {
        if reference.is_char_ref() {
            let c = reference.resolve_char_ref().map_err(|error| self.damaged(at, &error.to_string()))?;
            return Ok(c.filter(|c| !is_forbidden(*c)));
        }
        Ok(match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        })
    }

    fn start_of(&self, start: &BytesStart<'_>, at: usize) -> Result<(String, Vec<(String, String)>)> {
        let mut attributes = Vec::new();
        for (index, attribute) in start.attributes().enumerate() {
            if index >= ATTRIBUTES_MAX {
                return Err(self.damaged(at, "an element has more than 32 attributes"));
            }
            let attribute = attribute.map_err(|error| self.damaged(at, &error.to_string()))?;
            let key: &str = attribute.key.as_ref();
            if key == "xmlns" || key.starts_with("xmlns:") || key.starts_with("xsi:") {
                continue;
            }
            let value: Cow<'_, str> =
                unescape(&attribute.value).map_err(|error| self.damaged(at, &error.to_string()))?;
            let local = attribute.key.local_name();
            let local: &str = local.as_ref();
            attributes.push((local.to_owned(), collapsed(&value)));
        }
        let local = start.local_name();
        let local: &str = local.as_ref();
        Ok((local.to_owned(), attributes))
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// An error of this file at byte `at`.
    pub fn damaged(&self, at: usize, found: &str) -> Error {
        let line = line_of(self.text.as_bytes(), at);
        Error::new(
            ErrorKind::List,
            format!(
                "{}, line {line} (byte {at}): {found}; expected the published XML file, whole and unchanged. \
                 Download it again; nothing was imported",
                self.file
            ),
        )
    }
}

/// Control characters that XML 1.0 does not allow: their presence means damage.
fn is_forbidden(c: char) -> bool {
    (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Line of byte `at`, counted from 1.
pub fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(xml: &str) -> Result<Vec<Element>> {
        let mut reader = XmlRecords::open("list.xml", xml.as_bytes())?;
        let mut found = Vec::new();
        while let Some(record) = reader.next_record(&["group"])? {
            found.push(record);
        }
        Ok(found)
    }

    fn refused(xml: &str, expected: &str) {
        let message = records(xml).expect_err(xml).to_string();
        assert!(message.contains(expected), "{xml}\n{message}\n{expected}");
        assert!(message.starts_with("list.xml, line "), "{message}");
    }

    #[test]
    fn records_are_read_by_local_name_with_predefined_entities() {
        let found = records(
            "<?xml version=\"1.0\"?><o:list xmlns:o=\"urn:x\"><group><o:r a='1 &amp; 2'>x &amp; \
             &#65;\n\t<![CDATA[<b>]]> \
             </o:r></group><r><q/></r><!-- end --></o:list>\n",
        )
        .unwrap();
        assert_eq!(found[0].name, "r");
        assert_eq!(found[0].text, "x & A <b>");
        assert_eq!(found[0].attributes, [("a".to_owned(), "1 & 2".to_owned())]);
        assert_eq!(found[1].children[0].name, "q");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn what_could_hide_or_expand_is_refused_with_its_line() {
        refused("<!DOCTYPE list [<!ENTITY x \"y\">]>\n<list/>", "line 1");
        refused("<list>\n<r>&x;</r></list>", "line 2 (byte 10): an entity");
        refused("<list><r a='&x;'/></list>", "line 1");
        refused("<list>\n<r>text</r>\n<r>", "line 3");
        refused("<list>\n<r>text</r>", "is not closed: it is cut");
        refused("<list><r></q></list>", "expected");
        refused("<list><r>a<b/></r></list>", "stands beside elements");
        refused("<list>loose</list>", "between the records");
        refused("<list/>loose", "between the records");
        refused("", "no root element");
        refused("<?xml version='1.0' encoding='windows-1252'?><list/>", "declares the encoding");
        refused("<list><r>a\u{1}b</r></list>", "control character");
        refused(&format!("<list>{}", "<r>".repeat(40)), "nested too deeply");
        refused(&format!("<list><r>{}</r></list>", "x".repeat(TEXT_BYTES_MAX + 1)), "1 MiB");
        let many: String = (0..40).map(|n| format!(" a{n}='1'")).collect();
        refused(&format!("<list{many}/>"), "attributes");
    }

    #[test]
    fn a_false_encoding_declaration_is_refused() {
        let bytes = b"<?xml version='1.0' encoding='UTF-8'?>\n<list><r>caf\xE9</r></list>";
        let message = XmlRecords::open("list.xml", bytes).err().unwrap().to_string();
        assert!(message.contains("line 2 (byte 51): a byte that is not UTF-8"), "{message}");
    }

    #[test]
    fn what_is_not_taken_is_left_over() {
        let mut record = records("<list><r><a>1</a><b><c x='2'>3</c></b><a>4</a></r></list>").unwrap().remove(0);
        assert_eq!(record.take_text("a").as_deref(), Some("1"));
        let left: Vec<String> = record.leftovers().into_iter().map(|(path, text)| format!("{path}={text}")).collect();
        assert_eq!(left, ["b/c@x=2", "b/c=3", "a=4"]);
    }
}
