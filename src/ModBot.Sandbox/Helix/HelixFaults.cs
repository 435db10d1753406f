namespace ModBot.Sandbox.Helix;

/// <summary>What is armed against Helix calls. Thread-safe.</summary>
internal sealed class HelixFaults
{
    private readonly Lock gate = new();
    private int failures;
    private int failureStatus;
    private string failurePath = "";
    private TimeSpan delay;
    private string delayPath = "";

    public void Fail(int count, int status, string path)
    {
        lock (gate)
            (failures, failureStatus, failurePath) = (count, status, path);
    }

    public void Slow(TimeSpan by, string path)
    {
        lock (gate)
            (delay, delayPath) = (by, path);
    }

    public int? NextFailure(string path)
    {
        lock (gate)
        {
            if (failures == 0 || !path.StartsWith(failurePath, StringComparison.OrdinalIgnoreCase))
                return null;
            failures--;
            return failureStatus;
        }
    }

    public TimeSpan DelayOf(string path)
    {
        lock (gate)
            return path.StartsWith(delayPath, StringComparison.OrdinalIgnoreCase) ? delay : TimeSpan.Zero;
    }
}
