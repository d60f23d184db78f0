pub fn size() -> qmp::Size {
    qmp::Size::default()
}
