//! Agents that behave like those of older releases.

use serde_json::{Value, json};

use crate::peer::Peer;

/// A release of QEMU, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Release(pub(crate) u32, pub(crate) u32);

impl Release {
    /// A release for each change in how agents sync, report errors and list commands.
    pub(crate) const ALL: [Self; 6] = [
        Self(1, 0),
        Self(1, 1),
        Self(1, 2),
        Self(1, 6),
        Self(1, 7),
        Self(4, 0),
    ];

    /// Returns the reply to `guest-info`. Agents that list commands list two.
    pub(crate) fn info(self) -> Value {
        let version = format!("{}.{}.0", self.0, self.1);
        if !self.has_descriptions() {
            return json!({ "version": version });
        }
        let mut commands = json!([
            { "name": "guest-ping", "enabled": true },
            { "name": "guest-shutdown", "enabled": true },
        ]);
        if self.tells_silence() {
            commands[0]["success-response"] = json!(true);
            commands[1]["success-response"] = json!(false);
        }
        json!({ "version": version, "supported_commands": commands })
    }

    /// Returns whether errors have a description. The marked sync and the list of commands came
    /// with it.
    pub(crate) fn has_descriptions(self) -> bool {
        self >= Self(1, 2)
    }

    /// Returns whether `guest-info` reports the commands without a reply to success.
    pub(crate) fn tells_silence(self) -> bool {
        self >= Self(1, 7)
    }

    fn error(self, class: &str, details: &Value, desc: &str) -> Value {
        if self.has_descriptions() {
            json!({ "error": { "class": class, "desc": desc } })
        } else {
            json!({ "error": { "class": class, "data": details } })
        }
    }

    /// Answers until the client disconnects. Returns the commands that it received after the sync.
    pub(crate) fn serve(self, peer: &mut Peer) -> Vec<String> {
        peer.echo = self >= Self(4, 0);
        peer.stray = self.error("JSONParsing", &json!({}), "stray byte");
        let mut asked = Vec::new();
        while let Some(request) = peer.request() {
            let name = request["execute"].as_str().expect("requests have a name");
            if request.get("id").is_some() && !peer.echo {
                let details = json!({ "member": "id" });
                peer.send(&self.error("QMPExtraInputObjectMember", &details, "a member 'id'"));
                continue;
            }
            if (name != "guest-sync-delimited" || self.has_descriptions())
                && peer.answer_sync(&request)
            {
                continue;
            }
            if name != "guest-sync-delimited" {
                asked.push(name.to_owned());
            }
            match name {
                "guest-ping" => peer.reply(&request, &json!({})),
                "guest-info" => peer.reply(&request, &self.info()),
                "guest-shutdown" if self.has_descriptions() => {}
                "guest-shutdown" => peer.reply(&request, &json!({})),
                "guest-fstrim" if self.has_descriptions() => peer.reply(&request, &json!({})),
                name => {
                    let details = json!({ "name": name });
                    let mut error = self.error("CommandNotFound", &details, "no such command");
                    if peer.echo {
                        error["id"] = request["id"].clone();
                    }
                    peer.send(&error);
                }
            }
        }
        asked
    }
}
