import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { LocalModel, LocalModelDetails } from '#shared/domain/local-model.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { gibibytes } from '../../ui/size-words.ts';
import { useCopy } from '../../ui/use-copy.ts';
import { DetailsSection } from '../configurations/details-section.tsx';
import { Capabilities } from './capabilities.tsx';
import classes from './model-drawer.module.css';

interface Props {
  readonly model: LocalModel;
  readonly details: LocalModelDetails;
}

/** Figures first, then the texts, then what the weights say of themselves. */
export function ModelFacts({ model, details }: Props) {
  const { parameters, info } = details;
  return (
    <>
      <Figures model={model} details={details} />
      <LongText title="Template" text={details.template} />
      <LongText
        title="Parameters"
        text={parameters.map(({ name, value }) => `${name} ${value}`).join('\n')}
      />
      <LongText title="System prompt" text={details.system} />
      <LongText title="Licence" text={details.licence} />
      <DetailsSection title="Model info">
        {info.length === 0 ? (
          <p className={classes.none}>Ollama tells none.</p>
        ) : (
          <dl className={classes.info}>
            {info.map(({ name, value }) => (
              <InfoLine key={name} name={name} value={value} />
            ))}
          </dl>
        )}
      </DetailsSection>
    </>
  );
}

function Figures({ model, details }: Props) {
  const { contextLength, modifiedAt } = details;
  return (
    <DetailsSection title="Model">
      <Facts>
        <Fact term="Parameters">{told(details.parameterSize)}</Fact>
        <Fact term="Quantisation">{told(details.quantisation)}</Fact>
        <Fact term="Size">{gibibytes(model.sizeBytes)}</Fact>
        <Fact term="Family">{told(details.family)}</Fact>
        <Fact term="Format">{told(details.format)}</Fact>
        <Fact term="Capabilities">
          <Capabilities model={details} />
        </Fact>
        <Fact term="Context length">
          {told(contextLength === null ? null : `${contextLength.toLocaleString('en')} tokens`)}
        </Fact>
        {details.parentModel !== null && <Fact term="Made from">{details.parentModel}</Fact>}
        <Fact term="Modified">
          {told(modifiedAt === null ? null : <RelativeTime at={modifiedAt} />)}
        </Fact>
        <Fact term="Digest">
          <code>{model.digest}</code>
        </Fact>
      </Facts>
    </DetailsSection>
  );
}

function told(fact: ReactNode): ReactNode {
  return fact ?? <span className={classes.none}>Not told</span>;
}

function InfoLine({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** A text of the model's, to be read here or taken elsewhere. */
function LongText({ title, text }: { readonly title: string; readonly text: string }) {
  const { done, copy } = useCopy(text);
  const Icon = done ? IconCheck : IconCopy;
  return (
    <DetailsSection title={title}>
      {text === '' ? (
        <p className={classes.none}>None</p>
      ) : (
        <div className={classes.long}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling container must be reachable by keyboard */}
          <pre tabIndex={0} className={classes.text}>
            {text}
          </pre>
          <ActionIcon
            variant="subtle"
            color="gray"
            className={classes.copy ?? ''}
            aria-label={`Copy ${title.toLowerCase()}`}
            title="Copy"
            onClick={() => void copy()}
          >
            <Icon size={16} aria-hidden="true" />
          </ActionIcon>
        </div>
      )}
    </DetailsSection>
  );
}
