//! Takes a snapshot, adds a bitmap and starts a backup, all or nothing.

use qapi_wire::new;
use qmp_programs::qmp::commands::Transaction;
use qmp_programs::qmp::*;

fn main() -> Result<(), serde_json::Error> {
    let transaction = Transaction::new(vec![
        TransactionAction::blockdev_snapshot(new!(BlockdevSnapshot {
            node: "disk0",
            overlay: "overlay0"
        })),
        TransactionAction::block_dirty_bitmap_add(new!(BlockDirtyBitmapAdd {
            node: "disk0",
            name: "b0",
            persistent: true
        })),
        TransactionAction::blockdev_backup(new!(BlockdevBackup {
            device: "disk0",
            sync: MirrorSyncMode::Top,
            target: "target0",
            job_id: "backup0"
        })),
    ])
    .with_properties(
        TransactionProperties::new().with_completion_mode(ActionCompletionMode::Grouped),
    );
    println!("{}", serde_json::to_string(&transaction)?);
    Ok(())
}
