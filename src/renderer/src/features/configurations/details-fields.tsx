import type { ReactNode } from 'react';
import type { ConfigurationView } from '#shared/domain/configuration.ts';
import { effectiveBaseUrl, endpointUrl } from '#shared/domain/rules/endpoint.ts';
import { providerFacts } from '#shared/domain/rules/providers.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './details.module.css';
import { DetailsSection } from './details-section.tsx';
import { openaiApiWords } from './words.ts';

/** Every field of the record, also those that were left to the provider. */
export function DetailsFields(props: {
  readonly configuration: ConfigurationView;
  /** Whether it is the effective default, and why. */
  readonly defaultWords: string;
}) {
  const { configuration } = props;
  const { provider, model, openaiApi } = configuration;
  const finalUrl = endpointUrl(provider, configuration.baseUrl, 'generate', { model, openaiApi });
  return (
    <>
      <DetailsSection title="Requests">
        <Facts>
          <Fact term="Provider">{providerFacts[provider].label}</Fact>
          <Fact term="Model">
            <code>{model}</code>
          </Fact>
          <Fact term="Base URL">
            <code>{effectiveBaseUrl(provider, configuration.baseUrl)}</code>
            {configuration.baseUrl === null && (
              <span className={classes.explained}>The provider's own.</span>
            )}
          </Fact>
          <Fact term="Final URL">
            <code>{finalUrl}</code>
          </Fact>
          {provider === 'openai' && <Fact term="API">{openaiApiWords[openaiApi]}</Fact>}
          <Fact term="Needs a key">{configuration.authentication === 'key' ? 'Yes' : 'No'}</Fact>
          <Fact term="Unencrypted">
            {configuration.allowUnencrypted ? 'Allowed to any host' : 'Not allowed'}
          </Fact>
        </Facts>
      </DetailsSection>
      <Parameters configuration={configuration} />
      <DetailsSection title="Record">
        <Facts>
          <Fact term="Default">{props.defaultWords}</Fact>
          <Fact term="Tags">
            {configuration.tags.length === 0 ? (
              <Unset>None</Unset>
            ) : (
              <span className={classes.tags}>
                {configuration.tags.map((tag) => (
                  <span key={tag} className={classes.tag}>
                    {tag}
                  </span>
                ))}
              </span>
            )}
          </Fact>
          <Fact term="Notes">
            <LongText>{configuration.notes}</LongText>
          </Fact>
          <Fact term="Created">
            <RelativeTime at={configuration.createdAt} />
          </Fact>
          <Fact term="Updated">
            <RelativeTime at={configuration.updatedAt} /> (revision {configuration.revision})
          </Fact>
          <Fact term="Id">
            <code>{configuration.id}</code>
          </Fact>
        </Facts>
      </DetailsSection>
    </>
  );
}

function Parameters({ configuration }: { readonly configuration: ConfigurationView }) {
  const headers = Object.entries(configuration.headers);
  return (
    <DetailsSection title="Parameters">
      <Facts>
        <Fact term="Temperature">
          <NumberOr value={configuration.temperature}>Provider's own</NumberOr>
        </Fact>
        <Fact term="Top-p">
          <NumberOr value={configuration.topP}>Provider's own</NumberOr>
        </Fact>
        <Fact term="Max output tokens">
          <NumberOr value={configuration.maxOutputTokens}>Provider's own</NumberOr>
        </Fact>
        {configuration.provider === 'ollama' && (
          <>
            <Fact term="Context length">
              <NumberOr value={configuration.contextLength}>Model's own</NumberOr>
            </Fact>
            <Fact term="Keep-alive">{configuration.keepAlive ?? <Unset>Server's own</Unset>}</Fact>
          </>
        )}
        <Fact term="System prompt">
          <LongText>{configuration.systemPrompt ?? ''}</LongText>
        </Fact>
        <Fact term="Extra headers">
          {headers.length === 0 ? (
            <Unset>None</Unset>
          ) : (
            headers.map(([name, value]) => (
              <div key={name}>
                <code>
                  {name}: {value}
                </code>
              </div>
            ))
          )}
        </Fact>
        <Fact term="Connect timeout">
          <Seconds ms={configuration.connectTimeoutMs} />
        </Fact>
        <Fact term="First token">
          <Seconds ms={configuration.firstTokenTimeoutMs} />
        </Fact>
        <Fact term="Idle timeout">
          <Seconds ms={configuration.idleTimeoutMs} />
        </Fact>
      </Facts>
    </DetailsSection>
  );
}

function Unset({ children }: { readonly children: ReactNode }) {
  return <span className={classes.unset}>{children}</span>;
}

function NumberOr(props: { readonly value: number | null; readonly children: ReactNode }) {
  return props.value === null ? <Unset>{props.children}</Unset> : props.value.toLocaleString('en');
}

function Seconds({ ms }: { readonly ms: number | null }) {
  return ms === null ? <Unset>Keywell's own</Unset> : `${(ms / 1000).toLocaleString('en')} s`;
}

function LongText({ children }: { readonly children: string }) {
  if (children === '') return <Unset>None</Unset>;
  // What scrolls must be reachable by keyboard.
  return (
    <p className={classes.text} tabIndex={children.length > 400 ? 0 : undefined}>
      {children}
    </p>
  );
}
