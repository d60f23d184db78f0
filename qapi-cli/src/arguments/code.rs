//! The options of generated code, from the generator's table of options.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use qapi_codegen::{Choice, Config, FlagValue, OptionInfo};

/// The given options of [`Config::OPTIONS`], in the table's order, each with its values.
#[derive(Debug)]
pub(crate) struct CodeOptions(Vec<(&'static OptionInfo, Vec<String>)>);

impl CodeOptions {
    /// Sets the given options.
    pub(crate) fn apply(&self, config: &mut Config) -> Result<(), String> {
        self.0.iter().try_for_each(|(option, values)| {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            (option.set)(config, &values).map_err(|error| format!("--{}: {error}", option.flag))
        })
    }

    /// Returns the options in the form of a command line.
    pub(crate) fn command_line(&self) -> String {
        let mut line = String::new();
        for (option, values) in &self.0 {
            match option.value {
                FlagValue::Fixed(_) => line.push_str(&format!(" --{}", option.flag)),
                FlagValue::Named(_) if !option.choices.is_empty() => {
                    line.push_str(&format!(" --{} {}", option.flag, values.join(",")));
                }
                FlagValue::Named(_) => {
                    for value in values {
                        let value = value.replace('\'', r"'\''");
                        line.push_str(&format!(" --{} '{value}'", option.flag));
                    }
                }
            }
        }
        line
    }
}

impl FromArgMatches for CodeOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |option: &'static OptionInfo| {
            let values = match option.value {
                FlagValue::Fixed(value) => {
                    let given = matches.get_flag(option.flag);
                    given.then(|| value.to_owned()).into_iter().collect()
                }
                FlagValue::Named(_) => {
                    let values = matches.get_many::<String>(option.flag);
                    values.unwrap_or_default().cloned().collect::<Vec<_>>()
                }
            };
            (option, values)
        };
        let options = Config::OPTIONS.iter().map(given);
        Ok(Self(
            options.filter(|(_, values)| !values.is_empty()).collect(),
        ))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for CodeOptions {
    fn augment_args(command: Command) -> Command {
        command.args(Config::OPTIONS.iter().map(argument))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Returns the argument of an option.
fn argument(option: &'static OptionInfo) -> Arg {
    let earlier = Config::OPTIONS
        .iter()
        .take_while(|it| it.flag != option.flag);
    let excluded = earlier.filter(|it| it.field == option.field);
    let argument = Arg::new(option.flag)
        .long(option.flag)
        .help(sentence(option.help))
        .conflicts_with_all(excluded.map(|it| it.flag));
    let FlagValue::Named(name) = option.value else {
        return argument.action(ArgAction::SetTrue);
    };
    let action = if option.repeatable {
        ArgAction::Append
    } else {
        ArgAction::Set
    };
    let argument = argument.value_name(name).action(action);
    if option.choices.is_empty() {
        return argument.value_parser(move |text: &str| {
            let mut scratch = Config::default();
            (option.set)(&mut scratch, &[text]).map(|()| text.to_owned())
        });
    }
    let values = option.choices.iter().map(possible_value);
    let argument = argument.value_parser(values.collect::<Vec<_>>());
    if option.repeatable {
        argument.value_delimiter(',')
    } else {
        argument
    }
}

fn possible_value(choice: &Choice) -> PossibleValue {
    PossibleValue::new(choice.name).help(sentence(choice.help))
}

/// Returns a help text without the full stop at its end, as in clap.
fn sentence(help: &'static str) -> &'static str {
    help.strip_suffix('.').unwrap_or(help)
}
