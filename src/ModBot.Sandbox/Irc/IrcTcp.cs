using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace ModBot.Sandbox.Irc;

/// <summary>IRC over plain TCP.</summary>
internal sealed class IrcTcp(IrcHub hub, IrcCommands commands) : ConnectionHandler
{
    private const int MaxLine = 16 * 1024;

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var session = hub.Open();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, session.Cut.Token);
        var reading = ReadAsync(connection.Transport.Input, session, ending.Token);
        try
        {
            await foreach (var line in session.Outgoing.ReadAllAsync(ending.Token))
                await connection.Transport.Output.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), ending.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            connection.Abort();
        }
        finally
        {
            await ending.CancelAsync();
            await reading;
            hub.End(session);
        }
    }

    private async Task ReadAsync(PipeReader input, IrcSession session, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    commands.Handle(session, Encoding.UTF8.GetString(rest.Slice(0, end)).TrimEnd('\r'));
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                input.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted || rest.Length > MaxLine)
                    break;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The peer is gone or the server stops: nothing is left to read.
        }

        session.Close();
    }
}
