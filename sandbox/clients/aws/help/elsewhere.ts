/** The real CLI's other commands: known by name, so that a real command is not called a typing error. Loaded when one is asked for. */
import type { Generation } from "../errors/print.ts";
import { SERVICE_NAMES } from "../services.ts";

/** Commands of CLI v1 in the order it lists them. */
const COMMANDS = `
  accessanalyzer account acm acm-pca aiops amp amplify amplifybackend amplifyuibuilder apigateway apigatewaymanagementapi apigatewayv2
  appconfig appconfigdata appfabric appflow appintegrations application-autoscaling application-insights application-signals
  applicationcostprofiler appmesh apprunner appstream appsync arc-region-switch arc-zonal-shift artifact athena auditmanager autoscaling
  autoscaling-plans b2bi backup backup-gateway backupsearch batch bcm-dashboards bcm-data-exports bcm-pricing-calculator
  bcm-recommended-actions bedrock bedrock-agent bedrock-agent-runtime bedrock-agentcore bedrock-agentcore-control bedrock-data-automation
  bedrock-data-automation-runtime bedrock-runtime billing billingconductor braket budgets ce chatbot chime chime-sdk-identity
  chime-sdk-media-pipelines chime-sdk-meetings chime-sdk-messaging chime-sdk-voice cleanrooms cleanroomsml cloud9 cloudcontrol clouddirectory
  cloudformation cloudfront cloudfront-keyvaluestore cloudhsm cloudhsmv2 cloudsearch cloudsearchdomain cloudtrail cloudtrail-data cloudwatch
  codeartifact codebuild codecatalyst codecommit codeconnections codeguru-reviewer codeguru-security codeguruprofiler codepipeline
  codestar-connections codestar-notifications cognito-identity cognito-idp cognito-sync comprehend comprehendmedical compute-optimizer
  compute-optimizer-automation connect connect-contact-lens connectcampaigns connectcampaignsv2 connectcases connecthealth connectparticipant
  controlcatalog controltower cost-optimization-hub cur customer-profiles databrew dataexchange datapipeline datasync datazone dax deadline
  detective devicefarm devops-agent devops-guru directconnect discovery dlm dms docdb docdb-elastic drs ds ds-data dsql dynamodb
  dynamodbstreams ebs ec2 ec2-instance-connect ecr ecr-public ecs efs eks eks-auth elasticache elasticbeanstalk elb elbv2 elementalinference
  emr emr-containers emr-serverless entityresolution es events evs finspace finspace-data firehose fis fms forecast forecastquery
  frauddetector freetier fsx gamelift gameliftstreams geo-maps geo-places geo-routes glacier globalaccelerator glue grafana greengrass
  greengrassv2 groundstation guardduty health healthlake iam identitystore imagebuilder importexport inspector inspector-scan inspector2
  interconnect internetmonitor invoicing iot iot-data iot-jobs-data iot-managed-integrations iotdeviceadvisor iotfleetwise iotsecuretunneling
  iotsitewise iotthingsgraph iottwinmaker iotwireless ivs ivs-realtime ivschat kafka kafkaconnect kendra kendra-ranking keyspaces
  keyspacesstreams kinesis kinesis-video-archived-media kinesis-video-media kinesis-video-signaling kinesis-video-webrtc-storage
  kinesisanalytics kinesisanalyticsv2 kinesisvideo kms lakeformation lambda lambda-core lambda-microvms launch-wizard lex-models lex-runtime
  lexv2-models lexv2-runtime license-manager license-manager-linux-subscriptions license-manager-user-subscriptions lightsail location logs
  lookoutequipment m2 machinelearning macie2 mailmanager managedblockchain managedblockchain-query marketplace-agreement marketplace-catalog
  marketplace-deployment marketplace-discovery marketplace-entitlement marketplace-reporting marketplacecommerceanalytics mediaconnect
  mediaconvert medialive mediapackage mediapackage-vod mediapackagev2 mediastore mediastore-data mediatailor medical-imaging memorydb
  meteringmarketplace mgh mgn migration-hub-refactor-spaces migrationhub-config migrationhuborchestrator migrationhubstrategy mpa mq mturk
  mwaa mwaa-serverless neptune neptune-graph neptunedata network-firewall networkflowmonitor networkmanager networkmonitor notifications
  notificationscontacts nova-act oam observabilityadmin odb omics opensearch opensearchserverless organizations osis outposts
  partnercentral-account partnercentral-benefits partnercentral-channel partnercentral-revenue-measurement partnercentral-selling
  payment-cryptography payment-cryptography-data pca-connector-ad pca-connector-scep pcs personalize personalize-events personalize-runtime pi
  pinpoint pinpoint-email pinpoint-sms-voice pinpoint-sms-voice-v2 pipes polly pricing pricing-plan-manager proton qapps qbusiness qconnect
  quicksight ram rbin rds rds-data redshift redshift-data redshift-serverless rekognition repostspace resiliencehub resiliencehubv2
  resource-explorer-2 resource-groups resourcegroupstaggingapi rolesanywhere route53 route53-recovery-cluster route53-recovery-control-config
  route53-recovery-readiness route53domains route53globalresolver route53profiles route53resolver rtbfabric rum s3control s3files s3outposts
  s3tables s3vectors sagemaker sagemaker-a2i-runtime sagemaker-edge sagemaker-featurestore-runtime sagemaker-geospatial sagemaker-metrics
  sagemaker-runtime sagemakerjobruntime savingsplans scheduler schemas sdb secretsmanager security-ir securityagent securityhub securitylake
  serverlessrepo service-quotas servicecatalog servicecatalog-appregistry servicediscovery ses sesv2 shield signer signer-data signin
  simpledbv2 sms-voice snow-device-management snowball sns socialmessaging sqs ssm ssm-contacts ssm-guiconnect ssm-incidents ssm-quicksetup
  ssm-sap sso sso-admin sso-oidc stepfunctions storagegateway sts supplychain support support-app supportauthz sustainability swf synthetics
  taxsettings textract timestream-influxdb timestream-query timestream-write tnb transcribe transfer translate trustedadvisor uxc
  verifiedpermissions voice-id vpc-lattice waf waf-regional wafv2 wellarchitected wickr wisdom workdocs workmail workmailmessageflow
  workspaces workspaces-instances workspaces-thin-client workspaces-web xray s3api s3 configure deploy configservice runtime.sagemaker history
  help
`;

/** Commands that only v2 has, and those only v1 has. */
const ONLY_V2 = ["agent-toolkit", "cli-dev", "ddb", "login", "logout", "update"];
const ONLY_V1 = ["help", "runtime.sagemaker", "sms-voice"];

/** Subcommands of the real CLI that the sandbox does not have, by service; waiters among them are not listed. */
const SUBCOMMANDS: Readonly<Record<string, string>> = {
  cloudtrail: `
  add-tags cancel-query create-channel create-dashboard create-event-data-store create-subscription create-trail delete-channel
  delete-dashboard delete-event-data-store delete-resource-policy delete-trail deregister-organization-delegated-admin describe-query
  describe-trails disable-federation enable-federation generate-query get-channel get-dashboard get-event-configuration
  get-event-data-store get-event-selectors get-import get-insight-selectors get-query-results get-resource-policy get-trail
  get-trail-status list-channels list-dashboards list-event-data-stores list-import-failures list-imports list-insights-data
  list-insights-metric-data list-public-keys list-queries list-tags list-trails put-event-configuration put-event-selectors
  put-insight-selectors put-resource-policy register-organization-delegated-admin remove-tags restore-event-data-store
  search-sample-queries start-dashboard-refresh start-event-data-store-ingestion start-import start-logging start-query
  stop-event-data-store-ingestion stop-import stop-logging update-channel update-dashboard update-event-data-store update-subscription
  update-trail validate-logs
`,
  events: `
  activate-event-source cancel-replay create-api-destination create-archive create-connection create-endpoint create-event-bus
  create-partner-event-source deactivate-event-source deauthorize-connection delete-api-destination delete-archive delete-connection
  delete-endpoint delete-event-bus delete-partner-event-source describe-api-destination describe-archive describe-connection
  describe-endpoint describe-event-bus describe-event-source describe-partner-event-source describe-replay list-api-destinations
  list-archives list-connections list-endpoints list-event-buses list-event-sources list-partner-event-source-accounts
  list-partner-event-sources list-replays list-tags-for-resource put-events put-partner-events put-permission remove-permission
  start-replay tag-resource untag-resource update-api-destination update-archive update-connection update-endpoint update-event-bus
`,
  iam: `
  accept-delegation-request add-role-to-instance-profile associate-delegation-request change-password create-account-alias
  create-delegation-request create-instance-profile create-login-profile create-saml-provider create-service-specific-credential
  create-virtual-mfa-device deactivate-mfa-device delete-account-alias delete-account-password-policy delete-instance-profile
  delete-login-profile delete-saml-provider delete-server-certificate delete-service-linked-role delete-service-specific-credential
  delete-signing-certificate delete-ssh-public-key delete-virtual-mfa-device disable-organizations-root-credentials-management
  disable-organizations-root-sessions disable-outbound-web-identity-federation enable-mfa-device
  enable-organizations-root-credentials-management enable-organizations-root-sessions enable-outbound-web-identity-federation
  generate-credential-report generate-organizations-access-report generate-service-last-accessed-details get-account-password-policy
  get-credential-report get-delegation-request get-human-readable-summary get-instance-profile get-login-profile get-mfa-device
  get-organizations-access-report get-outbound-web-identity-federation-info get-saml-provider get-server-certificate
  get-service-last-accessed-details get-service-last-accessed-details-with-entities get-service-linked-role-deletion-status
  get-ssh-public-key list-delegation-requests list-instance-profile-tags list-instance-profiles list-instance-profiles-for-role
  list-mfa-device-tags list-mfa-devices list-organizations-features list-policies-granting-service-access list-saml-provider-tags
  list-saml-providers list-server-certificate-tags list-server-certificates list-service-specific-credentials list-signing-certificates
  list-ssh-public-keys list-virtual-mfa-devices reject-delegation-request remove-role-from-instance-profile
  reset-service-specific-credential resync-mfa-device send-delegation-token set-security-token-service-preferences tag-instance-profile
  tag-mfa-device tag-saml-provider tag-server-certificate untag-instance-profile untag-mfa-device untag-saml-provider
  untag-server-certificate update-account-password-policy update-delegation-request update-login-profile update-saml-provider
  update-server-certificate update-service-specific-credential update-signing-certificate update-ssh-public-key upload-server-certificate
  upload-signing-certificate upload-ssh-public-key
`,
  kms: `
  connect-custom-key-store create-custom-key-store decrypt delete-custom-key-store delete-imported-key-material derive-shared-secret
  describe-custom-key-stores disable-key-rotation disconnect-custom-key-store enable-key-rotation encrypt generate-data-key
  generate-data-key-pair generate-data-key-pair-without-plaintext generate-data-key-without-plaintext generate-mac generate-random
  get-key-last-usage get-key-rotation-status get-parameters-for-import get-public-key import-key-material list-key-rotations re-encrypt replicate-key
  rotate-key-on-demand sign update-custom-key-store update-primary-region verify verify-mac
`,
  logs: `
  associate-kms-key associate-source-to-s3-table-integration cancel-export-task cancel-import-task create-delivery create-export-task
  create-import-task create-log-anomaly-detector create-log-stream create-lookup-table create-scheduled-query delete-account-policy
  delete-data-protection-policy delete-delivery delete-delivery-destination delete-delivery-destination-policy delete-delivery-source
  delete-destination delete-index-policy delete-integration delete-log-anomaly-detector delete-log-stream delete-lookup-table
  delete-metric-filter delete-query-definition delete-scheduled-query delete-subscription-filter delete-syslog-configuration
  delete-transformer describe-account-policies describe-configuration-templates describe-deliveries describe-delivery-destinations
  describe-delivery-sources describe-destinations describe-export-tasks describe-field-indexes describe-import-task-batches
  describe-import-tasks describe-index-policies describe-lookup-tables describe-metric-filters describe-queries
  describe-query-definitions describe-subscription-filters disassociate-kms-key disassociate-source-from-s3-table-integration
  get-data-protection-policy get-delivery get-delivery-destination get-delivery-destination-policy get-delivery-source get-integration
  get-log-anomaly-detector get-log-fields get-log-group-fields get-log-record get-lookup-table get-query-results get-scheduled-query
  get-scheduled-query-history get-storage-tier-policy get-transformer list-aggregate-log-group-summaries list-anomalies
  list-integrations list-log-anomaly-detectors list-log-groups list-log-groups-for-query list-scheduled-queries
  list-sources-for-s3-table-integration list-syslog-configurations list-tags-for-resource list-tags-log-group put-account-policy
  put-bearer-token-authentication put-data-protection-policy put-delivery-destination put-delivery-destination-policy
  put-delivery-source put-destination put-destination-policy put-index-policy put-integration put-log-events
  put-log-group-deletion-protection put-metric-filter put-query-definition put-storage-tier-policy put-subscription-filter
  put-syslog-configuration put-transformer start-live-tail start-query stop-query tag-log-group tag-resource test-metric-filter
  test-transformer untag-log-group untag-resource update-anomaly update-delivery-configuration update-log-anomaly-detector
  update-lookup-table update-scheduled-query
`,
  secretsmanager: `
  batch-get-secret-value cancel-rotate-secret delete-resource-policy get-random-password get-resource-policy list-secret-version-ids
  put-resource-policy remove-regions-from-replication replicate-secret-to-regions restore-secret rotate-secret
  stop-replication-to-replica tag-resource untag-resource update-secret update-secret-version-stage validate-resource-policy
`,
  sts: "assume-role-with-saml assume-root decode-authorization-message get-delegated-access-token get-web-identity-token",
};

const elsewhereOf = (service: string): string[] => (SUBCOMMANDS[service] ?? "").split(/\s+/).filter(Boolean);

/** Every command of a generation. */
export function allCommands(generation: Generation): string[] {
  const listed = COMMANDS.split(/\s+/).filter(Boolean);
  return generation === 1 ? listed : [...listed.filter((name) => !ONLY_V1.includes(name)), ...ONLY_V2];
}

/** The subcommands that the recorded CLI knows: with those the sandbox lacks, without those only the API has by now. */
export function realCommands(service: string, here: readonly string[]): string[] {
  const listed = here.filter((name) => !name.includes("backfill"));
  const missing = elsewhereOf(service);
  if (missing.length === 0) return listed;
  const own = ["wait", "help"].filter((name) => listed.includes(name));
  // In the order of the API's own names: CreateSAMLProvider stands before CreateServiceLinkedRole.
  const rank = (name: string) =>
    name
      .split("-")
      .map((word) => (word === "saml" || word === "ssh" ? word.toUpperCase() : `${word[0]?.toUpperCase()}${word.slice(1)}`))
      .join("");
  return [...[...missing, ...listed.filter((name) => !own.includes(name))].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)), ...own];
}

/** What to say of a real command that the sandbox does not have; undefined for a name that no CLI knows. */
export function notHere(command: string, operation?: string): string | undefined {
  if (operation !== undefined) {
    if (!elsewhereOf(command).includes(operation)) return undefined;
    return `'aws ${command} ${operation}' is a real command, but this sandbox does not have it. See: aws ${command} help.`;
  }
  if (command === "help" || ![...allCommands(1), ...ONLY_V2].includes(command)) return undefined;
  return `'aws ${command}' is a real command, but this sandbox does not have it. It has: ${[...SERVICE_NAMES, "configure"].map((name) => `aws ${name}`).join(", ")}.`;
}
