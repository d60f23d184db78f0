pub fn is_null(backend: &qmp::Backend) -> bool {
    matches!(backend.branch, qmp::BackendBranch::Null)
}
