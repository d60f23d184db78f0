use qapi_wire::Command;
use qmp::commands::QueryName;

pub fn text(reply: &<QueryName as Command>::Reply) -> &str {
    &reply.name
}
