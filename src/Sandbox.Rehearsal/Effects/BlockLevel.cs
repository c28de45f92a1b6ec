namespace Sandbox.Rehearsal.Effects;

/// <summary>A block of the script, or what lies behind one of its savepoints, as far as a rollback would undo it alone.</summary>
/// <param name="parent">What it lies in; null for the whole script.</param>
internal sealed class BlockLevel(BlockLevel? parent)
{
    private bool _isUndone;

    /// <summary>Whether it was rolled back, alone or with what it lies in.</summary>
    public bool IsUndone => _isUndone || parent is { IsUndone: true };

    /// <summary>Rolls it back.</summary>
    public void Undo() => _isUndone = true;
}
