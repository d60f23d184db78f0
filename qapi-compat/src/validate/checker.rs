//! The check of a JSON value against a type.

use std::iter::Enumerate;
use std::slice::Iter;

use qapi_parser::names::{Budget, did_you_mean};
use qapi_parser::schema::{
    Alternate, Branch, Branches, Builtin, Condition, Enum, EnumValue, Feature, JsonKind, Member,
    Schema, TypeId, TypeKind,
};

use super::finding::{Finding, Level, Position};
use super::json::{self, Json, Value};
use super::options::Options;

/// Checks values, and reports findings.
pub(super) struct Checker<'a> {
    pub(super) schema: &'a Schema,
    pub(super) options: &'a Options,
    /// The path of the current value.
    pub(super) path: String,
    /// The position of the current value.
    pub(super) position: Position,
    pub(super) report: &'a mut dyn FnMut(Finding),
    pub(super) budget: Budget,
}

/// A pending part of a check: values are checked depth first, without recursion.
struct Task<'a, 'v> {
    /// The length of the path of the parent value.
    length: usize,
    /// The step from the parent value.
    step: String,
    position: Position,
    work: Work<'a, 'v>,
}

enum Work<'a, 'v> {
    Value(TypeId, &'v Value),
    /// The remaining elements of an array.
    Elements(TypeId, Enumerate<Iter<'v, Value>>),
    Member(&'a Member, &'v Value),
    Find(Level, String),
}

impl<'a> Checker<'a> {
    pub(super) fn find(&mut self, level: Level, message: impl Into<String>) {
        (self.report)(Finding {
            level,
            position: self.position,
            path: self.path.clone(),
            message: message.into(),
        });
    }

    pub(super) fn error(&mut self, message: impl Into<String>) {
        self.find(Level::Error, message);
    }

    /// Calls a function with the path extended by `step`, at another position.
    pub(super) fn at(&mut self, step: &str, position: Position, work: impl FnOnce(&mut Self)) {
        let (length, before) = (self.path.len(), self.position);
        self.path.push_str(step);
        self.position = position;
        work(self);
        self.path.truncate(length);
        self.position = before;
    }

    pub(super) fn expected(&mut self, what: &str, found: &Value) {
        self.at("", found.position, |this| {
            this.error(format!("expected {what}, found {found}"));
        });
    }

    /// Returns the end of a message about a wrong name: the most similar candidate.
    pub(super) fn advice<'c>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> String {
        did_you_mean(self.budget.nearest(name, candidates))
    }

    /// Reports the use of something `deprecated` or `unstable`, according to the options.
    pub(super) fn features(&mut self, features: &[Feature], what: &str) {
        for (name, is_wanted) in [
            ("deprecated", self.options.deprecated),
            ("unstable", self.options.unstable),
        ] {
            let is_it = |feature: &&Feature| &*feature.name == name;
            let feature = features.iter().find(is_it).filter(|_| is_wanted);
            if feature.is_some_and(|it| self.options.is_available(it.condition.as_ref())) {
                self.find(Level::Warning, format!("{what} is {name}"));
            }
        }
    }

    /// Reports the use of something unavailable, and returns whether it is available.
    pub(super) fn availability(&mut self, condition: Option<&Condition>, what: &str) -> bool {
        let problem = self.unavailable(condition, what);
        let is_available = problem.is_none();
        if let Some(problem) = problem {
            self.error(problem);
        }
        is_available
    }

    fn unavailable(&self, condition: Option<&Condition>, what: &str) -> Option<String> {
        let condition = condition.filter(|_| !self.options.is_available(condition))?;
        Some(format!("{what} is not available: it needs {condition}"))
    }

    /// Checks a value at the current path and position.
    pub(super) fn value(&mut self, ty: TypeId, value: &Value) {
        let mut tasks = Vec::new();
        self.begin(ty, value, &mut tasks);
        self.finish(tasks);
    }

    /// Checks an object. If it is not `closed`, the schema does not list all members. `context`
    /// contains the conditions that hold for every use of the type.
    pub(super) fn object(
        &mut self,
        ty: TypeId,
        value: &Value,
        closed: bool,
        context: &[&'a Condition],
    ) {
        let mut tasks = Vec::new();
        self.begin_object(ty, value, closed, context, &mut tasks);
        self.finish(tasks);
    }

    /// Runs tasks, the last one first.
    fn finish<'v>(&mut self, mut tasks: Vec<Task<'a, 'v>>) {
        let (length, position) = (self.path.len(), self.position);
        while let Some(task) = tasks.pop() {
            self.path.truncate(task.length);
            self.path.push_str(&task.step);
            self.position = task.position;
            match task.work {
                Work::Value(ty, value) => self.begin(ty, value, &mut tasks),
                Work::Elements(ty, mut elements) => {
                    if let Some((index, element)) = elements.next() {
                        tasks.push(self.task("", self.position, Work::Elements(ty, elements)));
                        let work = Work::Value(ty, element);
                        tasks.push(self.task(&format!("[{index}]"), element.position, work));
                    }
                }
                Work::Member(member, value) => {
                    if self.availability(member.condition.as_ref(), "the member") {
                        self.features(&member.features, "the member");
                        self.position = value.position;
                        self.begin(member.ty, value, &mut tasks);
                    }
                }
                Work::Find(level, message) => self.find(level, message),
            }
        }
        self.path.truncate(length);
        self.position = position;
    }

    fn task<'v>(&self, step: &str, position: Position, work: Work<'a, 'v>) -> Task<'a, 'v> {
        Task {
            length: self.path.len(),
            step: step.to_owned(),
            position,
            work,
        }
    }

    /// Checks a value without its parts, and adds tasks for these.
    fn begin<'v>(&mut self, ty: TypeId, value: &'v Value, tasks: &mut Vec<Task<'a, 'v>>) {
        let schema = self.schema;
        match &schema[ty].kind {
            TypeKind::Builtin(builtin) => self.builtin(*builtin, value),
            TypeKind::Enum(values) => self.enumeration(values, value),
            TypeKind::Array(array) => match &value.json {
                Json::Array(elements) => {
                    let work = Work::Elements(array.element, elements.iter().enumerate());
                    tasks.push(self.task("", value.position, work));
                }
                _ => self.expected("an array", value),
            },
            TypeKind::Object(_) => self.begin_object(ty, value, true, &[], tasks),
            TypeKind::Alternate(alternate) => {
                self.features(&schema[ty].definition.features, "the type");
                if let Some(branch) = self.alternative(alternate, value) {
                    tasks.push(self.task("", value.position, Work::Value(branch.ty, value)));
                }
            }
        }
    }

    fn builtin(&mut self, builtin: Builtin, value: &Value) {
        let json = &value.json;
        let Some(range) = builtin.range() else {
            let fits = match builtin {
                Builtin::Str => matches!(json, Json::String(_)),
                Builtin::Bool => matches!(json, Json::Bool(_)),
                Builtin::Null => matches!(json, Json::Null),
                Builtin::Number => matches!(json, Json::Integer(_) | Json::Number(_)),
                _ => {
                    return self.find(
                        Level::Open,
                        "the schema allows any value here, and says no more",
                    );
                }
            };
            return self.kind(fits, builtin.json_kind().with_article(), value);
        };
        match json {
            Json::Integer(number) if range.contains(number) => {}
            // QEMU's input visitor takes negative numbers modulo 2^64.
            Json::Integer(number @ ..0) if *range.end() == i128::from(u64::MAX) => {
                self.find(
                    Level::Warning,
                    format!("{number} is taken for compatibility only: the type has no sign"),
                );
            }
            Json::Integer(number) => {
                let (least, most) = (range.start(), range.end());
                self.error(format!("{number} is not between {least} and {most}"));
            }
            _ => self.expected("an integer", value),
        }
    }

    fn kind(&mut self, fits: bool, what: &str, value: &Value) {
        if !fits {
            self.expected(what, value);
        }
    }

    fn enumeration(&mut self, values: &Enum, value: &Value) {
        let Json::String(text) = &value.json else {
            return self.expected("a string", value);
        };
        match values.values.iter().find(|value| *value.name == **text) {
            Some(value) => {
                let what = format!("the value '{text}'");
                if self.availability(value.condition.as_ref(), &what) {
                    self.features(&value.features, &what);
                }
            }
            None => {
                let available =
                    |value: &&EnumValue| self.options.is_available(value.condition.as_ref());
                let names: Vec<&str> = (values.values.iter().filter(available))
                    .map(|value| &*value.name)
                    .collect();
                let advice = self.advice(text, names.iter().copied());
                let names = quoted(&names);
                self.error(format!("expected one of {names}, found {value}{advice}"));
            }
        }
    }

    fn begin_object<'v>(
        &mut self,
        ty: TypeId,
        value: &'v Value,
        closed: bool,
        context: &[&'a Condition],
        tasks: &mut Vec<Task<'a, 'v>>,
    ) {
        let Json::Object(given) = &value.json else {
            return self.expected("an object", value);
        };
        self.features(&self.schema[ty].definition.features, "the type");
        let first = tasks.len();
        if let Some(known) = self.members(ty, value, context, tasks) {
            let is_known = |member: &&json::Member| {
                let mut known = known.iter();
                known.any(|known| *known.name == *member.name)
            };
            for member in given.iter().filter(|member| !is_known(member)) {
                let (level, problem) = if closed {
                    let absent = known.iter().filter(|known| {
                        let condition = known.condition.as_ref();
                        value.member(&known.name).is_none() && self.options.is_available(condition)
                    });
                    let advice = self.advice(&member.name, absent.map(|known| &*known.name));
                    (Level::Error, format!("no such member{advice}"))
                } else {
                    let problem = "the schema does not list it, and cannot judge it ('gen': false)";
                    (Level::Open, problem.to_owned())
                };
                let work = Work::Find(level, problem);
                tasks.push(self.task(&format!(".{}", member.name), member.position, work));
            }
        }
        // Tasks run in the order of the schema.
        if let Some(added) = tasks.get_mut(first..) {
            added.reverse();
        }
    }

    /// Adds the tasks for the members of an object and of its branch, and returns the members that
    /// it may contain. Returns `None` if the discriminator is wrong, since the other members are
    /// unknown then.
    fn members<'v>(
        &self,
        ty: TypeId,
        given: &'v Value,
        context: &[&'a Condition],
        tasks: &mut Vec<Task<'a, 'v>>,
    ) -> Option<Vec<&'a Member>> {
        let schema = self.schema;
        let mut known = Vec::new();
        let mut context = context.to_vec();
        let mut next = Some(ty);
        // No branch contains its own union, so this ends.
        while let Some((ty, TypeKind::Object(object))) = next.map(|ty| (ty, &schema[ty].kind)) {
            let objects = schema.with_bases(ty);
            context.extend(objects.filter_map(|(id, _)| schema.type_condition(id)));
            for (_, member) in schema.members(ty) {
                known.push(member);
                let is_certain = || self.options.is_certain(member.condition.as_ref(), &context);
                if let Some(found) = given.member(&member.name) {
                    let work = Work::Member(member, &found.value);
                    tasks.push(self.task(&format!(".{}", member.name), found.position, work));
                } else if !member.optional && is_certain() {
                    let problem = format!("the member '{}' is missing", member.name);
                    let work = Work::Find(Level::Error, problem);
                    tasks.push(self.task("", given.position, work));
                }
            }
            next = match &object.branches {
                Some(branches) => {
                    let branch = self.branch(branches, given, tasks)?;
                    context.extend(&branch.condition);
                    Some(branch.ty)
                }
                None => None,
            };
        }
        Some(known)
    }

    /// Returns the branch of an object.
    fn branch<'v>(
        &self,
        branches: &'a Branches,
        given: &'v Value,
        tasks: &mut Vec<Task<'a, 'v>>,
    ) -> Option<&'a Branch> {
        let tag = given.get(&branches.discriminator)?;
        let Json::String(name) = &tag.json else {
            return None;
        };
        let branch = branches.list.iter().find(|branch| *branch.name == **name)?;
        // An unavailable value of the discriminator is reported elsewhere.
        let is_available = match &self.schema[branches.tag].kind {
            TypeKind::Enum(tag) => (tag.values.get(branch.value))
                .is_none_or(|value| self.options.is_available(value.condition.as_ref())),
            _ => true,
        };
        let what = format!("the branch '{name}'");
        let problem = self.unavailable(branch.condition.as_ref(), &what);
        if let Some(problem) = problem.filter(|_| is_available) {
            let step = format!(".{}", branches.discriminator);
            tasks.push(self.task(&step, tag.position, Work::Find(Level::Error, problem)));
        }
        Some(branch)
    }

    /// Returns the branch of an alternate for a value.
    fn alternative<'t>(&mut self, alternate: &'t Alternate, value: &Value) -> Option<&'t Branch> {
        let kinds: &[JsonKind] = match &value.json {
            Json::Null => &[JsonKind::Null],
            Json::Bool(_) => &[JsonKind::Boolean],
            Json::Integer(_) => &[JsonKind::Integer, JsonKind::Number],
            Json::Number(_) => &[JsonKind::Number],
            Json::String(_) => &[JsonKind::String],
            Json::Array(_) => &[JsonKind::Array],
            Json::Object(_) => &[JsonKind::Object],
        };
        let kind = |ty: TypeId| self.schema[ty].kind.json_kind();
        let branches = &alternate.branches;
        let branch = kinds
            .iter()
            .find_map(|wanted| branches.iter().find(|branch| kind(branch.ty) == *wanted));
        match branch {
            Some(branch) => {
                let what = format!("the branch '{}'", branch.name);
                let is_available = self.availability(branch.condition.as_ref(), &what);
                Some(branch).filter(|_| is_available)
            }
            None => {
                let kinds = branches.iter().map(|branch| kind(branch.ty).with_article());
                let kinds: Vec<&str> = kinds.collect();
                self.expected(&kinds.join(" or "), value);
                None
            }
        }
    }
}

/// Returns the first names in quotes, and the number of the others.
pub(super) fn quoted(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let more = names.len().saturating_sub(SHOWN);
    let shown: Vec<String> = (names.iter().take(SHOWN))
        .map(|name| format!("'{name}'"))
        .collect();
    let shown = shown.join(", ");
    match more {
        0 => shown,
        _ => format!("{shown} and {more} more"),
    }
}
