namespace AccordWatch.Host.Commands;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int RunTime = 1;

    /// <summary>Configuration or usage.</summary>
    public const int Configuration = 2;

    public const int DatabaseVersion = 3;
    public const int LockHeld = 4;
}

/// <summary>The user asked for something that cannot be done as asked; the message says what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
