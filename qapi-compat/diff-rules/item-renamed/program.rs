use qmp::Size;

pub fn area(size: &Size) -> i64 {
    size.width * size.height
}
