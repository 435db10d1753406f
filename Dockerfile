# Two stages: the SDK builds, the runtime image runs as a user without rights. The runtime image must carry ICU, without which look-alike
# letters would not be folded: the default (Ubuntu) one does, the alpine and chiseled ones do not.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN dotnet publish src/ModBot.Host/ModBot.Host.csproj -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false \
    MODBOT_DATA=/data \
    MODBOT_HTTP=http://0.0.0.0:8320
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown "$APP_UID" /data
WORKDIR /app
# Brings config/ and models/ with it; mount a folder over /app/config to use your own.
COPY --from=build /app .
USER $APP_UID
VOLUME /data
EXPOSE 8320
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD curl -fsS http://127.0.0.1:8320/healthz || exit 1
ENTRYPOINT ["dotnet", "modbot.dll"]
CMD ["run"]
