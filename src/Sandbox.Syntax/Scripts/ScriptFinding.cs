using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>Something that psql passes over without stopping, so that a mistake in the script may go unseen.</summary>
/// <param name="Rule">What it is; one of <see cref="RuleRegistry.FoundByRuns"/>.</param>
/// <param name="Path">The file.</param>
/// <param name="Position">The place in it.</param>
/// <param name="Message">What is wrong here and what psql makes of it, without a full stop.</param>
public sealed record ScriptFinding(Rule Rule, string Path, TextPosition Position, string Message);
