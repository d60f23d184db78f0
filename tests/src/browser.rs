//! A headless browser, driven by the WebDriver protocol, from Debian's packages `chromium` and
//! `chromium-driver`.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// The time limit of an answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running browser. Dropping it ends the browser.
#[derive(Debug)]
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts a browser with a window of this size in pixels, or returns `None` if the driver is
    /// not installed.
    ///
    /// # Panics
    /// The driver is installed, but does not work.
    #[must_use]
    #[allow(clippy::panic, reason = "a driver that does not work fails the test")]
    pub fn start(width: u32, height: u32) -> Option<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let port = port_of(&mut driver);
        let mut browser = Self {
            driver,
            port: port.unwrap_or_else(|| panic!("chromedriver names no port")),
            session: String::new(),
        };
        let size = format!("--window-size={width},{height}");
        let options = ["--headless=new", "--no-sandbox", "--disable-gpu", &size];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": options },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let answer = browser.ask("POST", "/session", &wanted);
        let session = answer.get("sessionId").and_then(Value::as_str);
        let session = session.unwrap_or_else(|| panic!("no session: {answer}"));
        browser.session = format!("/session/{session}");
        Some(browser)
    }

    /// Opens an address.
    pub fn open(&self, address: &str) {
        self.command("url", &json!({ "url": address }));
    }

    /// Returns the value that a script returns.
    #[must_use]
    pub fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Returns the value that a script passes to its last argument, a function.
    #[must_use]
    pub fn run_async(&self, script: &str) -> Value {
        self.command("execute/async", &json!({ "script": script, "args": [] }))
    }

    /// Shows pages at this size in pixels, which may be smaller than a window can be.
    pub fn resize(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": metrics });
        self.command("goog/cdp/execute", &command);
    }

    /// Presses keys in the focused element.
    pub fn press(&self, keys: &str) {
        let strokes: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                let key = key.to_string();
                [
                    json!({ "type": "keyDown", "value": key }),
                    json!({ "type": "keyUp", "value": key }),
                ]
            })
            .collect();
        let actions = json!({ "actions": [{ "type": "key", "id": "keys", "actions": strokes }] });
        self.command("actions", &actions);
    }

    /// Returns the errors and warnings of the page since the last call.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let log = self.command("se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().cloned().unwrap_or_default();
        let message = |entry: &Value| entry.get("message").map(ToString::to_string);
        entries.iter().filter_map(message).collect()
    }

    fn command(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", &format!("{}/{path}", self.session), body)
    }

    /// Returns the value of the driver's answer.
    #[allow(clippy::panic, reason = "a command that fails fails the test")]
    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self
            .exchange(method, path, &body.to_string())
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let value = answer.get("value").cloned().unwrap_or(Value::Null);
        assert!(value.get("error").is_none(), "{path}: {value}");
        value
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> io::Result<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        serde_json::from_slice(&answer).map_err(io::Error::other)
    }
}

/// Returns the port that a driver reports.
fn port_of(driver: &mut Child) -> Option<u16> {
    let lines = BufReader::new(driver.stdout.take()?).lines();
    let mut said = lines.map_while(Result::ok).filter_map(|line| {
        let (_, behind) = line.split_once("started successfully on port ")?;
        behind.trim_end_matches('.').parse().ok()
    });
    said.next()
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends its browser with the session. An error is ignored.
        if !self.session.is_empty() {
            let _ = self.exchange("DELETE", &self.session.clone(), "");
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
