namespace Sandbox.Syntax.Text;

/// <summary>A name as the server's functions write it: within double quotes where SQL needs them.</summary>
public static class QuotedName
{
    /// <summary>The name itself.</summary>
    /// <param name="name">The name, quoted or not.</param>
    public static string Bare(string name) => name is { Length: > 1 } && name[0] == '"' ? name.Substring(1, name.Length - 2).Replace("\"\"", "\"") : name;
}
