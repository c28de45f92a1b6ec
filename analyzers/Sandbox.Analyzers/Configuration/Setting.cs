namespace Sandbox.Analyzers.Configuration;

/// <summary>An option that a project sets in its <c>.editorconfig</c> or <c>.globalconfig</c>.</summary>
/// <param name="Key">The option's name there.</param>
/// <param name="Form">What its value looks like.</param>
/// <param name="Description">What it does, one sentence.</param>
/// <param name="Default">Its value where nobody sets it, or not in that form.</param>
/// <param name="Parse">Reads the value; null where it does not have the form.</param>
internal sealed record Setting<T>(string Key, string Form, string Description, T Default, Func<string, T?> Parse)
    where T : class;
