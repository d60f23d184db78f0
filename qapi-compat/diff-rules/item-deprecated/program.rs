pub fn depth(size: &qmp::Size) -> i64 {
    size.depth.unwrap_or(1)
}
