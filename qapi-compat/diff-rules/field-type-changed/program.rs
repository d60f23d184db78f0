pub fn half(size: &qmp::Size) -> i64 {
    size.width / 2
}
