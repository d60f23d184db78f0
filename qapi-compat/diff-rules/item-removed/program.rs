pub fn text(label: &qmp::Label) -> &str {
    label.text.as_deref().unwrap_or_default()
}
