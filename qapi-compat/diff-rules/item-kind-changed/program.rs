pub fn path(place: &qmp::Place) -> &str {
    &place.path
}
