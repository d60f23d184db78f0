pub fn is_null(backend: &qmp::Backend) -> bool {
    matches!(backend.kind, qmp::BackendKind::Null)
}
