use qapi_wire::new;

pub fn line() -> qmp::Size {
    new!(qmp::Size { width: 80, height: 1 })
}
