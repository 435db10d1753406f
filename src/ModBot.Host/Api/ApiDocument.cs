using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ModBot.Host.Api.Access;

namespace ModBot.Host.Api;

/// <summary>What the OpenAPI document says beside the endpoints: its title, and that keys are sent as bearer tokens, with what each endpoint asks of a key.</summary>
internal static class ApiDocument
{
    private const string Scheme = "api_key";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "ModBot",
                Version = "v1",
                Description = "Scores texts, and works the review queues of Twitch channels. Fields are added within a version, and none changes its meaning or goes; clients ignore what they do not know. Errors are problem details (RFC 9457), but for /v1alpha1, which answers as the Perspective API does.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of `modbot keys create`." };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiAccess>().FirstOrDefault() is not { } access) return Task.CompletedTask;
            // The gate reads it, so no parameter of a handler tells of it.
            if (context.Description.RelativePath?.Contains($"{{{ApiGate.ChannelParameter}}}", StringComparison.Ordinal) == true)
            {
                operation.Parameters ??= [];
                operation.Parameters.Insert(0, new OpenApiParameter
                {
                    Name = ApiGate.ChannelParameter,
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    Description = "The channel's login or numeric id.",
                });
            }
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            var permission = access.Permission == Policy.Permissions.None ? "" : $", and the permission {Holds.HoldView.Word(access.Permission)} of its role";
            operation.Description = $"{operation.Description} Needs a key{(access.Scope is null ? "" : $" for `{access.Scope}`")}{permission}.".TrimStart();
            return Task.CompletedTask;
        });
    }
}
