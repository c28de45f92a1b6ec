using Sandbox.Bench;

switch (args)
{
    case ["server-start", .. var rest]:
        await ServerStart.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 9, rest.ElementAtOrDefault(1) ?? "local");
        return 0;
    case ["lex", .. var rest]:
        await Lexing.RunAsync(rest.Length > 0 ? int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture) : 9, rest.ElementAtOrDefault(1) ?? "tests/corpus/psql");
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: Sandbox.Bench server-start [ROUNDS] [local[:MAJOR]|packaged[:MAJOR]] | lex [ROUNDS] [FOLDER]");
        return 2;
}
