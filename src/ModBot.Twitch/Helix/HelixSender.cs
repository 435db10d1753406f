using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Twitch.Auth;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ModBot.Twitch.Helix;

/// <summary>Sends calls: token, rate limit, retries and one bound over all of it.</summary>
internal sealed partial class HelixSender
{
    public const string HttpName = "ModBot.Twitch.Helix";

    private static readonly ResiliencePropertyKey<HelixRequest> RequestKey = new("modbot.request");

    private readonly IHttpClientFactory http;
    private readonly TokenSource tokens;
    private readonly AppTokenSource appTokens;
    private readonly TwitchOptions options;
    private readonly TwitchMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly RateLimitGate points;
    private readonly RateLimitGate chat;
    private readonly RateLimitGate appPoints;
    private readonly ResiliencePipeline<HelixReply> pipeline;

    public HelixSender(
        IHttpClientFactory http, TokenSource tokens, AppTokenSource appTokens, IOptions<TwitchOptions> options, TwitchMetrics metrics, TimeProvider clock, Random random, ILogger<HelixSender> logger)
    {
        this.http = http;
        this.tokens = tokens;
        this.appTokens = appTokens;
        this.options = options.Value;
        this.metrics = metrics;
        this.clock = clock;
        this.logger = logger;
        points = new RateLimitGate(clock);
        chat = new RateLimitGate(clock);
        appPoints = new RateLimitGate(clock);
        pipeline = new ResiliencePipelineBuilder<HelixReply> { TimeProvider = clock }
            .AddTimeout(this.options.CallLimit)
            .AddRetry(new RetryStrategyOptions<HelixReply>
            {
                MaxRetryAttempts = HelixRetry.MostRetries,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is null or HttpRequestException
                    && HelixRetry.IsWorthwhile(args.Context.Properties.GetValue(RequestKey, null!), args.Outcome.Result)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(HelixRetry.Delay(args.Outcome.Result, args.AttemptNumber, random.NextDouble())),
                OnRetry = args =>
                {
                    metrics.Retry();
                    LogRetry((int?)args.Outcome.Result?.Status, args.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <exception cref="HttpRequestException">Twitch could not be reached in time.</exception>
    /// <exception cref="TwitchLoginException">There is no login that works.</exception>
    public async Task<HelixReply> SendAsync(HelixRequest request, CancellationToken cancellationToken)
    {
        if (tokens.Known is { } identity && !identity.MayUse(request.AnyScope.AsSpan()))
        {
            LogMissingScope(request.AnyScope[0]);
            return new HelixReply(HttpStatusCode.Unauthorized, []);
        }
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(RequestKey, request);
        try
        {
            return await pipeline.ExecuteAsync(static async (ctx, self) => await self.sender.OnceAsync(self.request, ctx.CancellationToken), context, (sender: this, request));
        }
        catch (TimeoutRejectedException e)
        {
            throw new HttpRequestException($"Twitch could not be made to answer within {options.CallLimit.TotalSeconds:0} s.", e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<HelixReply> OnceAsync(HelixRequest request, CancellationToken cancellationToken)
    {
        var token = request.IsForApp ? await appTokens.GetAsync(cancellationToken) : await tokens.GetAsync(cancellationToken);
        var reply = await TransmitAsync(request, token, cancellationToken);
        if (reply.Status != HttpStatusCode.Unauthorized) return reply;
        var fresh = request.IsForApp ? await appTokens.RefreshAsync(token, cancellationToken) : await tokens.RefreshAsync(token, cancellationToken);
        return fresh == token ? reply : await TransmitAsync(request, fresh, cancellationToken);
    }

    private async Task<HelixReply> TransmitAsync(HelixRequest request, string token, CancellationToken cancellationToken)
    {
        var bucket = request.IsForApp ? appPoints : request.IsChat ? chat : points;
        await bucket.WaitAsync(cancellationToken);
        using var message = new HttpRequestMessage(request.Method, $"{options.HelixUrl.TrimEnd('/')}/{request.Path}");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.Add("Client-Id", request.IsForApp ? await appTokens.ClientIdAsync(cancellationToken) : await tokens.ClientIdAsync(cancellationToken));
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }
        var reply = await ExchangeAsync(message, cancellationToken);
        bucket.Observe(reply);
        metrics.Request((int)reply.Status);
        if (!reply.IsSuccess && logger.IsEnabled(LogLevel.Debug))
        {
            var (path, text) = (request.Path.Split('?')[0], reply.ErrorText);
            LogRefused(request.Method, path, (int)reply.Status, text);
        }
        return reply;
    }

    private async Task<HelixReply> ExchangeAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.CreateClient(HttpName).SendAsync(message, cancellationToken);
            return new HelixReply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken))
            {
                Remaining = (int?)Number(response, "Ratelimit-Remaining"),
                Limit = (int?)Number(response, "Ratelimit-Limit"),
                ResetIn = Number(response, "Ratelimit-Reset") is { } reset ? UntilReset(response, reset) : null,
            };
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"Twitch did not answer within {options.RequestLimit.TotalSeconds:0} s.", e);
        }
    }

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number <= int.MaxValue * 4L ? number : null;

    // The reset is a moment of Twitch's clock, and so is the reply's Date; ours may differ.
    private TimeSpan UntilReset(HttpResponseMessage response, long reset) =>
        DateTimeOffset.FromUnixTimeSeconds(reset) - (response.Headers.Date ?? clock.GetUtcNow());

    [LoggerMessage(LogLevel.Debug, "A Helix call ended with {Status}; trying again in {Delay}")]
    private partial void LogRetry(int? status, TimeSpan delay);

    [LoggerMessage(LogLevel.Debug, "Helix {Method} {Path} answered {Status}: {Text}")]
    private partial void LogRefused(HttpMethod method, string path, int status, string text);

    [LoggerMessage(LogLevel.Warning, "The Twitch login lacks the scope {Scope}; log in again with it")]
    private partial void LogMissingScope(string scope);
}
