using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Sandbox.Syntax.Text;

namespace Sandbox.Cli;

/// <summary>What is wrong with a command line, in lines that say what to write instead.</summary>
internal static class UsageErrors
{
    /// <summary>The errors, and a last line that says where help is; none where the line can run.</summary>
    public static List<string> Of(ParseResult words)
    {
        var command = words.CommandResult.Command;
        if (words.Action is not (ParseErrorAction or null) && words.Action != command.Action)
        {
            // Help and the version answer whatever else is on the line.
            return [];
        }

        var unknown = Unknown(words).ToList();
        List<string> errors =
        [
            .. unknown.Select(word => $"{word}: {KindOf(word, command)}{DidYouMean(word, command)}"),
            .. unknown.Count > 0 ? [] : words.Errors.Select(static error => Sentence(error)).Distinct(StringComparer.Ordinal),
        ];
        return errors.Count == 0 ? [] : [.. errors, $"help: {Path(words.CommandResult)} --help"];
    }

    /// <summary>Words that look like options and are none: the parser takes them for paths, or for nothing.</summary>
    private static IEnumerable<string> Unknown(ParseResult words)
    {
        var asTheyAre = words.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).Select(static token => token.Value).ToHashSet(StringComparer.Ordinal);
        // Behind a command that is not known nothing is known.
        var unmatched = words.CommandResult.Command.Subcommands.Count > 0 ? words.UnmatchedTokens.Take(1) : words.UnmatchedTokens;
        return words.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(static argument => argument.Tokens)
            .Select(static token => token.Value)
            .Where(word => word.Length > 1 && word[0] == '-' && !asTheyAre.Contains(word))
            .Concat(unmatched)
            .Distinct(StringComparer.Ordinal);
    }

    private static string KindOf(string word, Command command) =>
        word.StartsWith('-') ? "unknown option" : command.Subcommands.Count > 0 ? "unknown command" : $"{command.Name} takes no such word";

    private static string Sentence(ParseError error) => error.SymbolResult switch
    {
        CommandResult { Command.Subcommands.Count: > 0 } command => $"say what to do: {string.Join(", ", command.Command.Subcommands.Select(static known => known.Name))}",
        ArgumentResult { Tokens: [], Argument.Name: var name } => $"say what is meant: {name} is missing",
        OptionResult { IdentifierToken.Value: "-h", Tokens: [] } => "-h: the host is missing (-h is the host, as in psql; help is --help)",
        OptionResult { Tokens: [], IdentifierToken.Value: var word, Option.Arity.MinimumNumberOfValues: > 0 } => $"{word}: its value is missing",
        _ => error.Message,
    };

    private static string DidYouMean(string word, Command command)
    {
        var options = command.Options.Concat(command.Parents.OfType<Command>().SelectMany(static parent => parent.Options).Where(static option => option.Recursive));
        var known = word[0] == '-'
            ? options.SelectMany(static option => option.Aliases.Prepend(option.Name)).Where(static name => name.StartsWith("--", StringComparison.Ordinal))
            : command.Subcommands.Select(static subcommand => subcommand.Name);
        return NearWord.DidYouMean(word.Split('=', ':')[0], known);
    }

    private static string Path(CommandResult result) => result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "sandbox";
}
