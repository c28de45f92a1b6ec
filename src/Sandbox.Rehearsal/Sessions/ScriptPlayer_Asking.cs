using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Planning;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>\prompt and \password, where the policy allows them: the answers are lines of the run's input, as they are of psql's where it has no terminal.</content>
public sealed partial class ScriptPlayer
{
    private async Task<bool> PromptAsync(MetaCommand command, CancellationToken cancellationToken)
    {
        if (command.Argument(0) is not { } first)
        {
            return Failed(command, "\\prompt: missing required argument");
        }

        var name = command.Argument(1) ?? first;
        await _output.Out.WriteAsync(command.Argument(1) is null ? string.Empty : first);
        return await AnswerToAsync(cancellationToken) is { } answer
            ? Accepted(command, _variables.Set(name, answer))
            : Failed(command, "\\prompt: could not read value for variable");
    }

    private async Task<bool> ChangePasswordAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        var statement = reader.StatementAt(command.Start, "SELECT CURRENT_USER");
        var role = command.Argument(0) is { } named ? NameArgument.Of(named, foldsCase: true) : await ValueAsync(statement, reader, cancellationToken);
        if (role is null)
        {
            return false;
        }

        await _output.Error.WriteAsync($"Enter new password for user \"{role}\": \n");
        var password = await AnswerToAsync(cancellationToken) ?? string.Empty;
        await _output.Error.WriteAsync("Enter it again: \n");
        if (!string.Equals(password, await AnswerToAsync(cancellationToken) ?? string.Empty, StringComparison.Ordinal))
        {
            return Failed(command, "Passwords didn't match.");
        }

        if (await ValueAsync(statement.WithText("show password_encryption"), reader, cancellationToken) is not { } encryption)
        {
            return false;
        }

        // Only the verifier goes to the server, as from psql.
        var iterations = _transactions.Session.Parameters.GetValueOrDefault("scram_iterations");
        var verifier = encryption is "scram-sha-256" ? PasswordVerifier.Scram(password, iterations) : PasswordVerifier.Md5(password, role);
        var changing = statement.WithText($"ALTER USER {PsqlQuoting.Identifier(role)} PASSWORD {PsqlQuoting.Literal(verifier)}");
        Refuse(changing, [(changing.Text, StatementClassifier.Classify(changing.Text))]);
        return await ImplicitAsync(changing.Text, changing, cancellationToken);
    }

    /// <summary>The only value that a question of a command's own gives; null where it failed, which is said.</summary>
    private async Task<string?> ValueAsync(Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        var reply = await PlayImplicitAsync(statement, Transmission.Plain, cancellationToken);
        if (reply.Error is { } error)
        {
            await ReportUnplayedAsync(error, statement, reader);
            return null;
        }

        return reply.Results[^1].Rows[0][0];
    }

    private async Task<string?> AnswerToAsync(CancellationToken cancellationToken) =>
        await _options.Input.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken);
}
