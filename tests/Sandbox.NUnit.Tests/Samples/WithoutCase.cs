namespace Sandbox.NUnit.Samples;

/// <summary>A test that takes no script.</summary>
public sealed class WithoutCase
{
    [Rehearsal("scripts/**/*.sql")]
    public void Rehearse()
    {
        // The signature is the mistake.
    }
}
