pub fn line() -> qmp::Size {
    qmp::Size::new(80)
}
